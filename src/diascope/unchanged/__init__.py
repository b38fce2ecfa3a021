"""Whether a build would change anything: answered before anything is loaded that builds.

1. `question` says what was asked (words, folder, environment, versions), and where an answer lies;
2. `record` notes, after a build, the state of all that it read and wrote, and what was printed;
3. `answer` compares those notes with the disk, and gives what is to be printed again.

All but `record` import nothing but a few modules of the standard library.
"""

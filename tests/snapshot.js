// The slides of a page as text, without what depends on which of them is shown.
() => {
    const states = [
        'past', 'present', 'future', 'stack', 'visible', 'current-fragment', 'missing', 'highlighted', 'pointing',
    ];
    const made = /^(inert|style|hidden|aria-hidden|data-(fit|code|wrap|figure|list|heading|overflows|sized|fragment|previous-indexv|loaded|flow|missing|columns|more))$/;
    const plain = element => {
        const copy = element.cloneNode(true);
        for (const one of [copy, ...copy.querySelectorAll('*')]) {
            one.classList.remove(...states);
            if (!one.className) one.removeAttribute('class');
            for (const { name } of [...one.attributes]) if (made.test(name)) one.removeAttribute(name);
        }
        return copy.outerHTML.replace(/\s+/g, ' ').replace(/ ?(<[^>]*>) ?/g, '\n$1');
    };
    return [...document.querySelectorAll('.reveal .slides > section')].map(plain);
}

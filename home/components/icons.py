"""Icons as drawings: a 24 px grid, one stroke of 1.75 px in the colour of the text. A word always stands beside one."""

# Content of the <svg> element, by name. The task block of home pages offers those that name an action.
ICONS: dict[str, str] = {
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="1"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "comment": '<path d="m4.5 19.5 1-4L16 5l3 3L8.5 18.5z"/><path d="m14 7 3 3M4.5 21h15"/>',
    "document": '<path d="M6 3.5h9l4 4v13H6z"/><path d="M15 3.5v4h4M9 11.5h7M9 14.5h7M9 17.5h4"/>',
    "download": '<path d="M12 3.5v11M7.5 10.5 12 15l4.5-4.5M4 19.5h16"/>',
    "error": '<circle cx="12" cy="12" r="8.5"/><path d="m8.5 8.5 7 7M15.5 8.5l-7 7"/>',
    "external": '<path d="M10 5.5H4.5v14h14V14"/><path d="M13.5 4.5h6v6M19 5l-8.5 8.5"/>',
    "file": '<path d="M6 3.5h8.5L19 8v12.5H6z"/><path d="M14.5 3.5V8H19M12 11v6M9.5 14.5 12 17l2.5-2.5"/>',
    "flag": '<path d="M5.5 21V4h12L15 8l2.5 4h-12"/>',
    "home": '<path d="M4 11 12 4l8 7M6 9.5V20h12V9.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.8.2l3-3A4 4 0 0 0 13 5.4l-1.3 1.3"/>'
    '<path d="M14 10a4 4 0 0 0-5.8-.2l-3 3A4 4 0 0 0 11 18.6l1.3-1.3"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="1"/><path d="m4 7 8 6 8-6"/>',
    "map": '<path d="M3.5 6.5 9 4.5l6 2.5 5.5-2v12.5l-5.5 2-6-2.5-5.5 2z"/><path d="M9 4.5V17M15 7v12.5"/>',
    "menu": '<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>',
    "people": '<circle cx="9" cy="8.5" r="3.2"/>'
    '<path d="M3 19.5c.3-4 2.6-6 6-6s5.7 2 6 6M15.5 5.7a3 3 0 0 1 0 5.6M17 14c2.4.6 3.8 2.4 4 5.5"/>',
    "phone": '<path d="M7.5 3.5 10 8.5 8 10.5a13 13 0 0 0 5.5 5.5l2-2 5 2.5-.5 3c-.1.6-.6 1-1.2 1'
    'C11 20.5 3.5 13 3.5 5.2c0-.6.4-1.1 1-1.2z"/>',
    "print": '<path d="M7 8.5v-5h10v5M7 17H4V8.5h16V17h-3"/><path d="M7 14h10v6.5H7z"/>',
    "procedure": '<rect x="4.5" y="4.5" width="15" height="16" rx="1"/>'
    '<path d="M9 4.5V3h6v1.5M8 10l1.3 1.3L11.5 9M8 15l1.3 1.3 2.2-2.3M13.5 10.5h3M13.5 15.5h3"/>',
    "question": '<path d="M4 4.5h16V16h-9l-4.5 4v-4H4z"/>'
    '<path d="M9.8 8.6a2.3 2.3 0 1 1 3.3 2.1c-.7.3-1.1.7-1.1 1.4M12 13.6v.1"/>',
    "report": '<path d="M4 9.5v5h3.5l8 4.5V5l-8 4.5z"/><path d="M18.5 9a4.5 4.5 0 0 1 0 6M8 14.5l1 5h2.5l-.8-3.6"/>',
    "rss": '<path d="M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14"/><circle cx="6" cy="18" r="1.2"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "share": '<circle cx="6" cy="12" r="2.5"/><circle cx="17.5" cy="6" r="2.5"/><circle cx="17.5" cy="18" r="2.5"/>'
    '<path d="m8.3 10.9 7-3.7M8.3 13.1l7 3.7"/>',
    "success": '<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.7L16 9.5"/>',
    "warning": '<path d="M12 3.8 21.5 20h-19z"/><path d="M12 9.5v5M12 17.2v.1"/>',
}

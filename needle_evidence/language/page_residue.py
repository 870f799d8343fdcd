"""What a web page prints around its text: share buttons, comment forms, menus, cookie notices."""

from __future__ import annotations

import re

# No button, menu line or notice is longer; what is longer may say something.
_LONGEST = 400

# A text of nothing but these is residue wherever it stands.
_ALWAYS_TEXT = """
    share | share this | share now | share article | share post | share it | sharing is caring
    share this post | share this article | share this page | share this story | share this entry
    share this with your friends | share via | share on | share with | tweet | tweet this | pin it
    tweet it | like this | like us | follow us | follow me | stay connected | connect with us
    find us on | find us on social media | copy link | link copied | send to a friend
    print this page | print article | email this | email a link to a friend | add to any
    like loading | like this loading
    leave a reply | leave a comment | leave a reply cancel reply | leave a comment cancel reply
    cancel reply | post a comment | post comment | submit comment | add a comment | add comment
    write a comment | join the discussion | join the conversation | no comments | no comments yet
    be the first to comment | be the first to leave a comment | comments are closed
    comments are off | click to comment | view comments | load comments | loading comments
    your email address will not be published | your email will not be published
    your email address will not be shared | required fields are marked | required fields
    fields marked with an * are required | indicates required fields | denotes required field
    save my name, email, and website in this browser for the next time i comment
    save my name, email and website in this browser for the next time i comment
    you must be logged in to post a comment | log in to reply | log in to leave a comment
    you must be logged in to reply | login to comment | notify me of new posts by email
    notify me of follow-up comments by email | notify me of followup comments via e-mail
    this site uses akismet to reduce spam | learn how your comment data is processed
    subscribe | subscribe now | subscribe today | subscribe here | subscribe us | subscribe to us
    subscribe to our newsletter | subscribe to our blog | subscribe to our mailing list
    subscribe to our channel | subscribe to our youtube channel | subscribe to newsletter
    subscribe to the newsletter | subscribe for updates | subscribe via email | sign up
    subscribe to blog via email | sign up for our newsletter | sign up to our newsletter
    sign up for our mailing list | sign up for the newsletter | sign up now | sign up today
    join our newsletter | join our mailing list | join the newsletter | newsletter signup
    newsletter sign up | get our newsletter | get the newsletter | our newsletter
    get the latest updates | get the latest news | get updates | get email updates | get notified
    get the latest updates in your inbox | get the latest news in your inbox | stay up to date
    stay updated | stay informed | stay in touch | stay in the loop | enter your email
    enter your email address | enter your e-mail address | your email address
    enter your email address to subscribe to this blog | receive notifications of new posts by email
    we respect your privacy | we never spam | we don't spam | we will never spam you
    we hate spam | unsubscribe at any time | you can unsubscribe at any time
    accept all cookies | accept cookies | accept all | allow all cookies | reject all | deny all
    reject all cookies | decline all | cookie settings | cookies settings | cookie preferences
    cookie policy | cookie notice | manage cookies | manage consent | manage preferences
    cookie consent | cookie consent banner | functional cookies | save preferences
    save & accept | do not sell my personal information | privacy & cookies policy
    read more | read more here | continue reading | keep reading | see more | show more | show less
    view more | view all | see all | load more | load more posts | learn more | click here
    click to enlarge | tap to enlarge | read next | up next | watch now | download now | view post
    read full article | read the full article | view full article
    back to top | scroll to top | go to top | return to top | top of page | skip to content
    skip to main content | skip to navigation | jump to content | toggle navigation | toggle menu
    open menu | close menu | main menu | primary menu | main navigation | navigation menu
    homepage | about us | contact us | privacy policy | terms of use | terms of service
    terms and conditions | terms & conditions | site map | sitemap | imprint | log in | login
    sign in | my account | add to cart | view cart | search this site | search for | search website
    search the site | table of contents | on this page | in this article | jump to section
    previous post | next post | previous article | next article | older posts | newer posts
    previous page | next page | post navigation | page navigation
    related posts | related articles | related content | related stories | related reading
    related topics | you may also like | you might also like | you may also enjoy | more like this
    you might also enjoy | recommended for you | recommended articles | recommended posts
    more from this author | more from our blog | more articles | more posts | most popular
    most popular posts | most read | most viewed | popular posts | popular articles | recent posts
    recent articles | recent comments | latest posts | latest articles | latest news | trending now
    from the blog | featured posts | about the author | about author | view all posts
    book now | book online | book an appointment | book appointment | book your appointment
    book an appointment now | book an appointment online | book an appointment today
    book your appointment today | book a consultation | request an appointment | schedule now
    request appointment | schedule an appointment | schedule appointment | schedule a consultation
    make an appointment | make an appointment today | call now | call us | call us now
    call us today | call today | get directions | get in touch | get started | get started today
    all rights reserved | powered by wordpress | proudly powered by wordpress | advertisement
    advertisements | sponsored content | sponsored links | skip ad | skip ads | close ad
    javascript is disabled | please enable javascript | powered by
    teilen | beitrag teilen | artikel teilen | weiterlesen | mehr lesen | kommentar schreiben
    schreibe einen kommentar | kommentar abschicken | antworten abbrechen | alle cookies akzeptieren
    alle rechte vorbehalten | zum inhalt springen | nach oben | ähnliche beiträge
    newsletter abonnieren | datenschutzerklärung | impressum | partager | lire la suite
    laisser un commentaire | tous droits réservés | tout accepter | articles similaires
    politique de confidentialité | compartir | leer más | seguir leyendo | deja un comentario
    todos los derechos reservados | aceptar todas las cookies | entradas relacionadas
    política de privacidad | condividi | leggi tutto | lascia un commento
"""
# These are residue only right after other residue: an article may use them as headings.
_AFTER_OTHERS_TEXT = """
    home | startseite | menu | newsletter | trending | loading
    name | first name | last name | your name | full name | email | e-mail | email address | phone
    phone number | telephone | website | url | comment | comments | your comment | your message
    message | subject | reply | submit | send | send message | post | cancel | close | dismiss
    accept | decline | reject | deny | ok | okay | i agree | i accept | agree | got it | preferences
    always active | necessary | functional | marketing | analytics | statistics
    social media | social | share your thoughts | print | save | copy | bookmark | x | more | next
    previous | back | forward | search | filter | categories | category | archives | archive | tags
    meta | topics | pages | blog | news | shop | store | cart | services | our services | about
    our team | team | contact | location | locations | our locations | faq | faqs | gallery
    testimonials | reviews | careers | resources | events | products | opening hours | hours
    business hours | office hours | quick links | useful links | links | contents | contact info
    contact information | contact details | address | our address | directions | pricing | prices
    legal notice | accessibility | disclosures | privacy | terms | help | support | feedback
    author | written by | no spam | popular | recent | featured | latest | sponsored | ads
"""
_NETWORK = (
    r"(?:facebook(?: messenger)?|messenger|twitter(?: ?\(?x\)?)?|x(?: ?\(?twitter\)?)|instagram|"
    r"pinterest|linked-?in|you ?tube|tik ?tok|whats ?app|telegram|reddit|tumblr|threads|bluesky|"
    r"mastodon|snapchat|google ?\+?(?: plus)?|flipboard|hacker news|vk|xing|line|skype|sms)"
)
_NAMES_ONLY = frozenset({"line", "threads", "messenger", "sms", "telegram"})
_SHARE = (
    rf"(?:(?:click to )?(?:share|pin|post|tweet|save|send|print|email)"
    rf"(?: (?:this|it|us))?(?: (?:post|page|article|story))?"
    rf" (?:on|to|via|with|by|in|over) (?:{_NETWORK}|x|e-?mail)(?: \(opens in new window\))?|"
    rf"(?:follow|like|find|join|visit|watch|connect with) (?:us|me) (?:on|at|in) {_NETWORK})"
)
_PATTERNS_TEXT = (
    rf"{_NETWORK}(?:[\s,|/•·&-]+{_NETWORK})*",
    rf"{_SHARE}(?:[\s,|/•·&-]+{_SHARE})*",
    r"(?:\d[\d,.]*k?|one|no) (?:shares?|likes?|comments?|views?|repl(?:y|ies)|retweets?|claps?)",
    r"\d{1,3} ?(?:min|mins|minute|minutes) read",
    r"(?:estimated )?reading time:? \d{1,3} ?(?:min|mins|minute|minutes)?",
    r"page \d+(?: of \d+)?",
    # Comment forms and newsletter boxes.
    r"(?:required fields are marked|fields marked with) ?\*?(?: are required)?",
    r"(?:leave|post|write|add) a (?:reply|comment) (?:to|on) .{1,80}",
    r"\d+ (?:thoughts?|responses?|comments?) (?:on|to) [“\"‘'].{1,100}[”\"’']",
    r"(?:subscribe|sign up|join) (?:to|for|up for) (?:our|the|my)"
    r"(?: free| weekly| monthly| email)* (?:newsletter|mailing list|email list|blog|updates)"
    r"(?: (?:today|now|here|below))?",
    r"no spam[,;:.!–—-]+ ?(?:notifications? only|just|only|ever|we promise|unsubscribe|promise)"
    r"(?: about new products, updates|[a-z ]{0,40})",
    # Cookie notices.
    r"(?:we|this (?:web)?site|our (?:web)?site|this page) uses? cookies\b.*",
    r"by (?:clicking|continuing|using|browsing|closing)\b.*\bcookies?(?: policy)?",
    # Contact lines that hold nothing but a number or an address.
    r"(?:(?:call|call us|tel|telephone|phone|fax|mobile|text us)[.:]? ?)?(?:(?:now|today)[ :]*)?"
    r"(?:\+?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}",
    r"(?:tel|telephone|phone|fax|mobile|call us)[.:]+ ?\+?[\d ()/.-]{7,24}",
    r"(?:e-?mail(?: us)?[.:]? ?)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    r"(?:website|site|web ?design|theme|designed|made|hosted|powered) by [\w .&-]{1,40}",
    r"(?:filed under|posted in|tagged(?: with)?|tags|categories|category): [\w ,&/-]{1,80}",
)
_PATTERNS = tuple(re.compile(pattern) for pattern in _PATTERNS_TEXT)
_CRUMBS = re.compile(
    r"(?:you are here:? ?)?(?:home(?:page)?|startseite|accueil|inicio)"
    r"(?: ?[>»›→|] ?[^>»›→|]{1,80}| / [^/]{1,60} / [^/]{1,80}){1,6}"
)
_COPYRIGHT = re.compile(
    r"(?:(?i:copyright)\s*)?(?:©|\([cC]\)|(?i:copyright))\s*(?:\d{4}\s*(?:[-–]\s*(?:\d{4}|present))?)?"
    r"[\s,|]*(?P<name>[^|]*)"
)
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "by", "in", "at", "&", "-", "–", "|", "de"})
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MENU_BAR = re.compile(r"\s*[|•·»]\s*")
_SPACES = re.compile(r"\s+")


def is_residue(text: str, *, previous: str = "") -> bool:
    """Whether a line or block of a page is no part of its text, for certain.

    True for share buttons, comment forms, newsletter boxes, cookie notices, menus, breadcrumbs,
    copyright lines, titles of boxes with other pages, and bare phone numbers; each sentence of
    the text must be one. A text that may state something is never residue. previous: the text
    right before it on the page, residue or not: words such as "Name" or "Social Media" are
    residue only after other residue.
    """
    if len(text) > _LONGEST or not text.strip():
        return False
    sentences = [part for part in _SENTENCE_END.split(text.strip()) if _plain(part)]
    if not sentences:
        return False
    if all(map(_is_certain, sentences)):
        return True
    return _plain(text) in _AFTER_OTHERS and _opens_residue(previous)


def _opens_residue(previous: str) -> bool:
    return _plain(previous) in _AFTER_OTHERS or (bool(previous) and is_residue(previous))


def _is_certain(sentence: str) -> bool:
    plain = _plain(sentence)
    if plain in _ALWAYS:
        return True
    if plain not in _NAMES_ONLY and any(pattern.fullmatch(plain) for pattern in _PATTERNS):
        return True
    if _CRUMBS.fullmatch(plain):
        return True
    return _is_menu_bar(sentence) or _is_copyright(sentence)


def _is_menu_bar(sentence: str) -> bool:
    """Three words of menus or more between bars, or a copyright line with links after it."""
    first, *others = _MENU_BAR.split(sentence)
    known = all(_plain(entry) in _MENU_WORDS for entry in others)
    if not others or not known:
        return False
    return _is_copyright(first) or (len(others) >= 2 and _plain(first) in _MENU_WORDS)


def _is_copyright(sentence: str) -> bool:
    """A copyright sign or year and then only a name: its words have capitals."""
    found = _COPYRIGHT.fullmatch(sentence.strip())
    if found is None or not re.search(r"©|\([cC]\)|\d{4}", sentence):
        return False
    name = re.sub(r"(?i)[\s.,|–-]*all rights reserved\W*$", "", found["name"])
    words = name.split()
    return len(words) <= 10 and all(
        word.casefold() in _SMALL_WORDS or not word[0].islower() for word in words
    )


def _plain(text: str) -> str:
    """In small letters with single spaces, without signs around it."""
    spaced = _SPACES.sub(" ", text.replace("’", "'")).casefold()
    start, end = 0, len(spaced)
    while start < end and not (spaced[start].isalnum() or spaced[start] in "(+©"):
        start += 1
    while end > start and not (spaced[end - 1].isalnum() or spaced[end - 1] in ")”\"’'"):
        end -= 1
    return spaced[start:end]


def _phrases(table: str) -> frozenset[str]:
    return frozenset(_plain(phrase) for line in table.splitlines() for phrase in line.split(" | "))


_ALWAYS = _phrases(_ALWAYS_TEXT) - {""}
_AFTER_OTHERS = _phrases(_AFTER_OTHERS_TEXT) - {""}
_MENU_WORDS = _ALWAYS | _AFTER_OTHERS

# Several people: what was typed and not saved, who is where, signing in.

people-late = { $person } saved this text ({ $lang }) before you. Yours is kept: it stands among the proposals under your name.
people-unsaved = Typed and not saved
people-typed-at = Typed at { $time }, not yet saved.
people-overtaken = the text was changed since
people-take = Take it
people-drop = Drop it
people-kept = Kept
people-saved = Saved
people-away = The server does not answer. What you type is kept in this browser and sent when it is back.
people-failed = Not saved. Your text is still here: save it again.
people-signed-out = You are no longer signed in. Your text is kept in this browser: open the page again.

login-title = Sign in
login-name = Name
login-password = Password
login-enter = Sign in
login-wrong = Name or password is not right.
login-wait = Too many attempts. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
login-leave = Sign out

fault-not-allowed = Your role does not cover this. Somebody with another role must do it.

# The script puts names and times in place of the words in braces.
people-reload = Show what has changed
people-looks = { "{" }person{ "}" } is here too
people-writes = { "{" }person{ "}" } is writing here since { "{" }time{ "}" }
people-take-over = Take over
people-taken = { "{" }person{ "}" } has taken over this text. What you typed is kept.
people-other = Somebody else has saved another text here. When you save yours, both are kept.
people-unsaved-elsewhere = You have typed texts that are not saved:

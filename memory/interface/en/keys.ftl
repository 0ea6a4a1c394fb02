# The keys: help, and what each does.

help-title = Keys
help-preset = Set of keys
help-use = Use these
help-usual = Usual
help-omegat = As in OmegaT
help-off = No keys of the page
help-action = What it does
help-on-entry = On the page of an entry
help-everywhere = On every page
help-outside-fields = Outside of fields
help-without = Everything that a key does can also be done with a button or a link. The browser’s own keys are left alone.
help-close = Close
help-open = Keys (?)

key-confirm = Confirm and go on
key-tentative = Mark as tentative
key-save = Save without confirming
key-reject = Give the text back to the program
key-apply-1 = Take over a suggestion by its number
key-offer-up = Choose the suggestion above
key-offer-down = Choose the suggestion below
key-copy-source = Copy the source into the field
key-concordance = Concordance of the selected words
key-focus-target = To the translation
key-focus-source = To the source
key-next-open = Next entry that is not confirmed
key-next = Next entry
key-previous = Previous entry
key-comment = Comment
key-query = Query to the officer
key-group = Take countries together
key-split-sentence = Split the sentence
key-merge-sentence = Merge with the next sentence
key-undo = Take back the last decision
key-redo = Take back the undo
key-continue = Continue with what is open
key-go-entries = To the entries
key-search = Search
key-help = Show and hide this help

keyboard-shift = Shift
keyboard-enter = Enter
keyboard-insert = Insert
keyboard-backspace = Backspace

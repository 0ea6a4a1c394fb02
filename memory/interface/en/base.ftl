# Words that stand on every page.

base-skip = Skip to content
base-views = Views
base-overview = Overview
base-returns = Returns
base-entries = Entries
base-undo = Undo
base-undo-title = Take back your last decision

# The languages of a note.
language-en = English
language-fr = French
language-es = Spanish
language-ru = Russian

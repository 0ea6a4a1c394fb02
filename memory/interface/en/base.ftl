# Words that stand on every page.

base-skip = Skip to content
base-views = Views
base-overview = Overview
base-returns = Returns
base-entries = Entries
base-undo = Undo
base-undo-title = Take back your last decision
base-language = Language of the page
base-glance = At a glance
base-country = Country
base-note = Note
base-look-at = Look at
base-not-set = not set
base-choose = choose
base-fault = This did not work
base-fault-back = Back to the overview

# The languages of a note.
language-en = English
language-fr = French
language-es = Spanish
language-ru = Russian

# What the page itself refuses.
fault-old-form = This form is of an earlier session. Open the page again.
fault-no-entry = There is no such entry.
fault-no-return = There is no such return.
fault-no-country = There is no such country.
fault-no-file = There is no such file.
fault-no-language = That is not a language.
fault-no-verb = That cannot be done with a text.
fault-one-return = This country has not sent several returns.
fault-choose-country = Choose a country.
fault-choose-recommendation = Choose a recommendation.
fault-choose-version = Choose a version.
fault-choose-way = Choose how the file is to be read.
fault-not-built = The note has not been built yet.
fault-not-rendered = The page could not be made.
fault-broke-down = The work broke down. Nothing was half written.
fault-conflict = Somebody else has changed this in the meantime. Open it again and decide on what stands there now.
fault-no-preset = There is no such set of keys.
base-preview = Preview
base-memory = Memory
fault-no-memory = There is no such memory.
fault-no-unit = There is no such unit in the memory.
fault-nothing-to-undo = There is nothing to take back.

# The memories.

memory-views = Views of the memory
memory-search = Search
memory-doubtful = Doubtful pairs
memory-conflicts = Conflicts
memory-of = Memory:
memory-read-only = only read
memory-writable = may be changed
memory-read-only-why = This memory is only read here. Change it where it is kept.
memory-what = Words or a whole text
memory-how = How to search
memory-words = Where these words stand
memory-text = Texts like this one
memory-language = Language of the words
memory-find = Search
memory-help = Every word must be there, in any order; “words in quotation marks” stand together; begin* takes every word that begins so.
memory-found = { $count ->
    [0] Nothing found.
    [one] { $count } unit found.
   *[other] { $count } units found.
}
memory-shown = The first { $count } are shown.
memory-is-doubtful = paired by a machine, in doubt
memory-is-machine = paired by a machine
memory-is-confirmed = pair confirmed
memory-is-doubtful-why = A machine paired these texts and was not sure. Confirm that they belong together, correct them, or delete the pair.
memory-doubtful-count = { $count ->
    [0] No pair is in doubt.
    [one] { $count } pair is in doubt.
   *[other] { $count } pairs are in doubt.
}
memory-from-to = Shown: { $from } to { $to }.
memory-doubtful-why = Texts that a machine paired and was not sure of. They are found like others until somebody looks at them.
memory-confirm = They belong together
memory-reject = They do not: delete the pair
memory-repair = Correct the texts
memory-previous = Previous
memory-next = Next
memory-undo = Take back the last change of this memory
memory-conflicts-count = { $count ->
    [0] No units disagree.
    [one] { $count } conflict
   *[other] { $count } conflicts
}
memory-same-source = One source, several translations
memory-near-duplicate = Sources that differ in capitals, marks and spaces only
memory-unit = Unit { $id }
memory-gone = This unit is no longer found; its history is kept.
memory-follows = This pair follows a paragraph or a reply of a dossier. Change the paragraph; the memory follows.
memory-to-entry = To the paragraph
memory-save = Save
memory-delete = Delete the unit
memory-places = Where it was met
memory-para = para. { $number }
memory-no-origin = a place that is not named
memory-uses = { $count ->
    [one] A suggestion from it was taken once.
   *[other] Suggestions from it were taken { $count } times.
}
memory-properties = Properties
memory-history = History
memory-event-met = met in { $place }
memory-event-withdrawn = withdrawn from { $place }
memory-event-back = back in { $place }
memory-event-became = became another unit
memory-event-from = was another unit before

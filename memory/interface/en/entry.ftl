# One entry.

# States of a text.
state-empty = no text
state-suggested = suggested
state-draft = draft
state-edited = edited
state-tentative = tentative
state-confirmed = confirmed
state-review = needs review

entry-title-introduction = Introduction
entry-title-conclusions = Conclusions
entry-title-restated = Recommendation { $cell } restated
entry-title-country = { $names }, recommendation { $cell }

entry-list = All entries
entry-previous = Previous
entry-next = Next
entry-next-open = Next open
entry-excluded = This entry is left out of the note.
entry-around = Between entries

# What it was made from.
entry-recommendation = The recommendation
entry-returned = As returned
entry-ticked-yes = YES ticked
entry-ticked-no = NO ticked
entry-ticked-nothing = nothing ticked
entry-sureness = sureness { $percent }
entry-nothing-written = Nothing was written beside the box.
entry-note = Note:
entry-versions-open = Several returns answer this, and nobody has chosen between them.
entry-versions-changed = The versions have changed since somebody chose between them.
entry-versions-both = All versions are kept, joined in their order.
entry-versions-none = All versions are left out of the note.
entry-versions-one = One of several versions was chosen.
entry-versions-compare = Compare the versions
entry-last-time = Last time
entry-last-time-other = the recommendation was worded otherwise
entry-side = What it was made from

# The editors.
entry-confirm = Confirm
entry-confirm-title = Confirm and go on
entry-save = Save
entry-tentative = Tentative
entry-tentative-title = Save it and mark it as tentative
entry-reject = Give back
entry-reject-title = Give the text back to the program
entry-copy-source = Copy source
entry-copy-source-title = Put the source text into the editor
entry-review = What this text was made from has changed since. Read it again and confirm it anew.
entry-written-by = Last written by { $name }
entry-nothing-found = The memory has nothing useful for this.

# What is proposed.
entry-offers = Proposals, { $language }
entry-offer-draft = draft
entry-offer-tentative = look at it
entry-offer-repaired = repaired
entry-offer-full = the same
entry-offer-fuzzy = similar
entry-offer-weak = unlike
entry-offer-person = by { $name }
entry-offer-kept = Not taken over on { $time } ({ $place })
entry-apply = Apply
entry-apply-number = Apply proposal { $number }
entry-match = { $score } before repair
entry-look-at = Look at { $mark }
entry-from-source = Our source beside the source of the unit
entry-how-made = How it was made
entry-left-out = Left out of the draft:
entry-add = Add
entry-origin-paragraph = para. { $number }
entry-origin-unit = unit { $unit }
entry-by-machine = paired by a machine
entry-critical = Changes the meaning:
entry-critical-mended = Repaired:
entry-critical-negation = negation
entry-critical-number = number
entry-critical-date = date
entry-critical-country = country
entry-critical-unit = unit
entry-nothing = nothing
entry-critical-here = ours { $ours }, there { $theirs }
repair-country = country
repair-verb = verb
repair-number = number
repair-date = date
repair-term = term
repair-name = name
repair-acronym = acronym
repair-symbol = symbol
repair-letter = letter
repair-agreement = agreement
repair-joined = joined
repair-left-out = left out

# The neighbourhood of a unit.
entry-neighbourhood = In its document
entry-neighbourhood-why = What stands before and after it in the document it comes from.

# Groups.
entry-group-says-it = This says what the group says.
entry-group-same-reply = These countries sent the same reply.
entry-group-same-paragraph = These paragraphs say the same.
entry-group-members = One paragraph for several countries
entry-group-let-go = Let it speak for itself
entry-group-split = Split the group
entry-group-not-in-reply = Not in the reply: { $words }
entry-group-take = Take together
entry-elsewhere = Elsewhere in the note, nearly the same
entry-elsewhere-share = { $percent } % of the words
entry-elsewhere-same = the same content
entry-elsewhere-paragraph = Paragraph { $number }

# In and out of the note.
entry-exclude = Leave it out of the note
entry-exclude-why = Why
entry-exclude-do = Leave it out
entry-include = Take it back into the note
entry-include-do = Take it back

entry-offer-up = Proposal before
entry-offer-down = Next proposal

# Findings of the checks.
entry-finding-error = Error
entry-finding-warning = Look
entry-finding-dismissed = No fault, says { $name }: { $reason }
entry-correct = Correct
entry-dismiss = No fault
entry-dismiss-do = Dismiss

# Comments and queries.
entry-talk = Comments and queries
entry-comment = Comment
entry-query = Query
entry-query-officer = Query to the officer
entry-query-reviser = Query to the reviser
entry-query-closed = Settled by { $name }
entry-answer = Answer
entry-answer-do = Answer
entry-close = Settle
entry-say = Comment or question
entry-comment-do = Comment
entry-ask-officer = Ask the officer
entry-ask-reviser = Ask the reviser

# Terms and concordance.
entry-terms = { $count ->
    [one] { $count } term
   *[other] { $count } terms
}
entry-term-there = stands there
entry-term-missing = not there
entry-term-wrong = not to be used: { $term }
entry-insert = Insert
entry-concordance = Concordance
entry-concordance-words = Words
entry-concordance-from = Language of the words
entry-concordance-do = Look up
entry-concordance-found = { $all ->
    [0] No unit has these words.
    [one] { $all } unit has these words.
   *[other] { $all } units have these words, { $shown } places shown.
}

# History, log, undo.
entry-history = { $count ->
    [0] No history yet
    [one] History: { $count } decision
   *[other] History: { $count } decisions
}
entry-history-short = History
entry-take-again = Take this text again
entry-taken-back = taken back
entry-take-back = Take back
entry-gone = entry { $id }, no longer there
entry-about-note = The note
entry-log = Log
entry-log-empty = Nothing has been decided yet.
entry-log-earlier = Earlier
entry-redo = Redo
entry-redo-title = Make your last decision that was taken back stand again
entry-place = { $place } of { $count }
entry-group-apart = Keep apart

# Sentence by sentence.
entry-sentences = Sentence by sentence
entry-sentences-back = Back to the entry
entry-sentence = Sentence { $number }
entry-sentence-split = Split
entry-sentence-merge = Merge with the next
entry-offers-count = { $count ->
    [one] { $count } proposal
   *[other] { $count } proposals
}
entry-working-none = Attach a working translation
entry-working = Working translation, by { $person }
entry-working-label = Working translation of this reply
entry-working-do = Attach
entry-working-why = The paragraph is drafted from it. It stays in the dossier; an empty text takes it away.

# The returns: the list, one as a document, several of one country side by side.

returns-title = Returns
returns-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
returns-list = The returns
returns-all = All returns
returns-differ = { $name } sent { $files } returns; { $open ->
    [one] one answer differs and waits
   *[other] { $open } answers differ and wait
} for a decision.
returns-compare = Compare the returns of { $name }
returns-several-settled = Several returns, nothing to decide:
returns-file = File
returns-state = State
returns-submitted = Submitted
returns-received = Received
returns-answers = Answers
returns-unplaced = Unplaced
returns-remarks = Remarks
returns-is-dealt-with = dealt with
returns-is-refused = refused
returns-is-unattributed = country not known
returns-is-to-compare = to compare
returns-is-late = after the cut-off
returns-is-to-decide = to decide
returns-is-read = read
returns-received-on = received { $day }
returns-submitted-on = submitted { $day }

return-refused = Refused:
return-salvaged = A person decided that what can be recovered of this damaged file is read.
return-converted = A person decided that this file is read from a conversion by LibreOffice.
return-compare-note = Compare with the sender's copy; the final note waits until somebody says that it was done.
return-also = The same file stands in the inbox as { $name }; it counts once.
return-dealt-with = Dealt with:
return-not-known = not known
return-country = country
return-country-named = country, named by a person
return-not-given = not given
return-submission = date of submission; received { $day }
return-consent = agrees to publication as received
return-what-to-do = What can be done
return-set-country = Set the country
return-count-all-the-same = if it shall count as a reply all the same
return-how-dealt = How it was dealt with
return-take-off = Take it off the list
return-code = Received { $day } · code
return-detail = for whoever looks after the program: { $detail }
return-why-country = Why this country
return-look-at-it = Look at it
return-how-settled = How it was settled
return-settled = Settled
return-remarks-settled = { $count ->
    [one] { $count } remark settled
   *[other] { $count } remarks settled
}
return-lost = Decisions that lost their text
return-lost-why = The return as it is read now does not have these words. Find them below and decide again, or drop the decision.
return-lost-who = { $who } decided that { $what }.
return-drop = Drop the decision
return-pieces = { $count } pieces
return-no-recommendation = belong to no recommendation.
return-why-no-answer = Why they are no answer
return-none-is = None of them is an answer
return-sheet = The file in its order
return-form-text = Text of the form:
return-nothing-filled = nothing filled in
return-answer-to = Answer to { $cell }
return-sureness = sureness { $n }
return-another-differs = another version differs
return-unsure = It is not certain that this text belongs here as it stands. Compare it with the file, then confirm its place or move it.
return-note = Note:
return-added = Put here from elsewhere in the file:
return-loose = Belongs to no recommendation
return-left-out = Left out, { $reason }:
return-never = never in the note
return-nothing-written = Nothing was written beside the box.
return-decide = Move, confirm or set aside
return-where = Say where it belongs
return-tick = Tick single lines, or none for all of them.
return-belongs-here = It does belong here
return-belongs-to = It belongs to
return-move = Move it there
return-no-answer-but = It is no answer but
return-other-words = or in other words
return-set-aside = Set it aside
return-put-back = Put it back
return-kept-by = place confirmed by { $who }
return-moved-by = moved to { $cell } by { $who }
return-aside-by = no answer: { $reason } ({ $who })
return-yes = YES
return-no = NO
return-nothing-ticked = nothing ticked

# Why a text is left out, and usual reasons why a text is no answer.
reason-deleted = deleted
reason-moved = moved
reason-hidden = hidden
reason-comment = comment
reason-placeholder = unfilled prompt
reason-struck = struck out
reason-annex = annex, for information
reason-letterhead = letterhead or address
reason-greeting = covering note or greeting
reason-form = repeats the form
reason-internal = note within the sender’s own office
reason-foreign = not about the questionnaire

reread-no-converter = LibreOffice could convert this file; it was not found on this machine.
reread-salvage = Read what can be recovered
reread-convert = Convert it with LibreOffice
reread-as-it-came = Read it as it came again
reread-until = until a better file comes; you compare it with the sender's copy

versions-title = Versions of { $name }
versions-compared = { $count } returns compared
versions-decided = Everything is decided.
versions-open = { $count ->
    [one] { $count } answer differs and waits
   *[other] { $count } answers differ and wait
} for a decision. Until then both stand, and the draft follows the later one.
versions-for-all = For all of them:
versions-as-proposed-all = Do as proposed ({ $count })
versions-take = Take { $file }
versions-keep-both = Keep both
versions-keep-joined = Keep both, joined in order
versions-proposed = Proposed: { $relation }
versions-is-taken = This version is taken.
versions-take-this = Take this version
versions-as-proposed = As proposed: { $what }
versions-leave-out = Leave it out
versions-nothing = Nothing to choose
versions-recommendation = Recommendation
versions-relation = Relation
versions-why = Why
versions-text = Text
versions-by = { $what } by { $who }
versions-review = needs review: { $who } chose between other versions ({ $what })
versions-undecided = not decided: both stand
versions-clear = nothing to choose
versions-earlier-choice = { $who } chose between earlier versions ({ $what })
versions-do-take = take { $file }
versions-do-take-gone = take a version that is no longer there
versions-do-both = keep both
versions-do-leave-out = leave it out
versions-replaces = replaces
versions-completes = completes
versions-same = same
versions-contradicts = contradicts
versions-says-gives-up = the later return gives this answer up
versions-says-replaces = the later version replaces the earlier one
versions-says-completes = both belong in the note
versions-says-same = the versions are the same
versions-says-contradicts = the versions contradict each other; ask the sender
return-previous = Previous return
return-next = Next return

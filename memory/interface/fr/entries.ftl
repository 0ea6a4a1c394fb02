# La liste des paragraphes.

entries-title = Paragraphes
entries-count = { $count ->
    [one] { $count } paragraphe, { $open } à traiter
   *[other] { $count } paragraphes, { $open } à traiter
}
entries-show-all = Tout afficher
entries-show-open = N’afficher que ce qui reste à faire
entries-number = No
entries-not-in-note = Hors de la note
entries-not-in-note-why = Une case a été cochée sans qu’aucun texte ne l’accompagne, ou le paragraphe a été écarté. Rédigez une phrase pour le faire entrer dans la note.

entries-introduction = I. Introduction
entries-implementation = II. Mise en œuvre
entries-conclusions = III. Conclusions
entries-theme = Thème { $number }. { $title }
entries-recommendation = Recommandation { $cell }

# La liste des paragraphes.

entries-title = Paragraphes
entries-count = { $count ->
    [one] { $count } paragraphe, { $open } à traiter
   *[other] { $count } paragraphes, { $open } à traiter
}
entries-show-all = Tout afficher
entries-number = No
entries-not-in-note = Hors de la note
entries-not-in-note-why = Une case a été cochée sans qu’aucun texte ne l’accompagne, ou le paragraphe a été écarté. Rédigez une phrase pour le faire entrer dans la note.

entries-introduction = I. Introduction
entries-implementation = II. Mise en œuvre
entries-conclusions = III. Conclusions
entries-theme = Thème { $number }. { $title }
entries-recommendation = Recommandation { $cell }

# Le filtre.
entries-filter = Filtre
entries-find = Mots
entries-open = seulement ce qui reste à faire
entries-since-label = Modifié depuis
entries-since = modifié depuis le { $day }
entries-since-visit = modifié depuis ma dernière visite
entries-apply = Afficher
entries-more = Autres filtres et ordre
entries-found = { $count ->
    [one] { $count } paragraphe
   *[other] { $count } paragraphes
}
entries-without = Retirer : { $part }
entries-by = décision de { $name }
entries-with-words = contenant « { $words } »
entries-state = État, { $language }
entries-state-is = { $language } : { $state }
entries-band = Meilleure proposition
entries-band-none = aucune proposition
entries-band-similar = proche, de 65 à 99
entries-band-repaired = réparée
entries-band-marked = à vérifier
entries-band-same = identique, 100
entries-country = Pays
entries-theme-label = Thème
entries-under = Recommandation
entries-finding = Constatation
entries-person = Personne
entries-queries-label = Questions
entries-queries = questions en suspens
entries-query-count = { $count ->
    [one] { $count } question en suspens
   *[other] { $count } questions en suspens
}
entries-sort = Ordre
entries-sort-note = celui de la note
entries-sort-country = par pays
entries-sort-score = meilleure proposition d’abord
entries-sort-changed = dernières modifications d’abord
entries-sort-state = le plus en retard d’abord

# Confirmer ensemble.
entries-bulk = Confirmer les textes déjà parus, { $language }
entries-bulk-why = L’original de ces paragraphes est confirmé et a déjà paru, mot pour mot, avec cette traduction. Parcourez-les ; ceux qui sont cochés sont confirmés par une seule décision, qui peut être annulée.
entries-bulk-none = Il n’y a rien à confirmer ensemble.
entries-bulk-do = Confirmer ce qui est coché
entries-bulk-from = Paru dans
entries-bulk-open = Ouvrir
entries-finding-any = toute constatation

# Les mémoires.

memory-views = Vues de la mémoire
memory-search = Recherche
memory-doubtful = Alignements douteux
memory-conflicts = Divergences
memory-of = Mémoire :
memory-read-only = en lecture seule
memory-writable = modifiable
memory-read-only-why = Cette mémoire est en lecture seule. Modifiez-la là où elle est conservée.
memory-what = Mots ou texte complet
memory-how = Mode de recherche
memory-words = Occurrences de ces mots
memory-text = Textes semblables
memory-language = Langue des mots
memory-find = Rechercher
memory-help = Tous les mots doivent être présents, dans n’importe quel ordre ; « les mots entre guillemets » se suivent ; début* retient tous les mots qui commencent ainsi.
memory-found = { $count ->
    [0] Aucun résultat.
    [one] { $count } unité trouvée.
   *[other] { $count } unités trouvées.
}
memory-shown = Les { $count } premiers résultats sont affichés.
memory-is-doubtful = alignement automatique, douteux
memory-is-machine = alignement automatique
memory-is-confirmed = alignement confirmé
memory-is-doubtful-why = Ces textes ont été alignés automatiquement, sans certitude. Confirmez qu’ils se correspondent, corrigez-les ou supprimez l’unité.
memory-doubtful-count = { $count ->
    [0] Aucun alignement douteux.
    [one] { $count } alignement douteux.
   *[other] { $count } alignements douteux.
}
memory-from-to = De { $from } à { $to }.
memory-doubtful-why = Textes alignés automatiquement, sans certitude. Ils sont proposés comme les autres tant que personne ne les a vérifiés.
memory-confirm = Les textes se correspondent
memory-reject = Ils ne se correspondent pas : supprimer
memory-repair = Corriger les textes
memory-previous = Précédents
memory-next = Suivants
memory-undo = Annuler la dernière modification de cette mémoire
memory-conflicts-count = { $count ->
    [0] Aucune divergence.
    [one] { $count } divergence
   *[other] { $count } divergences
}
memory-same-source = Un même original, plusieurs traductions
memory-near-duplicate = Originaux ne différant que par les majuscules, la ponctuation ou les espaces
memory-unit = Unité { $id }
memory-gone = Cette unité n’est plus proposée ; son historique est conservé.
memory-follows = Cette unité suit un paragraphe ou une réponse d’un dossier. Modifiez le paragraphe ; la mémoire suivra.
memory-to-entry = Aller au paragraphe
memory-save = Enregistrer
memory-delete = Supprimer l’unité
memory-places = Provenance
memory-para = par. { $number }
memory-no-origin = provenance non indiquée
memory-uses = { $count ->
    [one] Une proposition tirée de cette unité a été reprise { $count } fois.
   *[other] Des propositions tirées de cette unité ont été reprises { $count } fois.
}
memory-properties = Propriétés
memory-history = Historique
memory-event-met = relevée dans { $place }
memory-event-withdrawn = retirée de { $place }
memory-event-back = rétablie dans { $place }
memory-event-became = remplacée par une autre unité
memory-event-from = issue d’une autre unité

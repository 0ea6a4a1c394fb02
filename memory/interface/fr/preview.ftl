# La note telle qu'elle serait produite.

preview-title = Aperçu
preview-languages = Langues affichées
preview-both = Côte à côte
preview-contents = Table des matières
preview-print = Imprimer
preview-words = { $count } mots
preview-open = { $count ->
    [0] tout est confirmé
    [one] { $count } à confirmer
   *[other] { $count } à confirmer
}
preview-draft = proposé ou rédigé par le programme
preview-unconfirmed = rédigé, non confirmé
preview-untranslated = non traduit
preview-needs-review = modifié depuis la confirmation
preview-go = Paragraphe { $number } : ouvrir

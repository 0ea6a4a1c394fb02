# Échanges avec d’autres logiciels.

exchange-tab = Échanges
exchange-title = Échanges avec d’autres logiciels
exchange-out = Exporter
exchange-out-why = Un fichier pour les personnes qui travaillent dans Word, dans Excel ou dans un outil de TAO.
exchange-what = Fichier
exchange-file-docx = Tableau pour Word
exchange-file-xliff = XLIFF 2.1 pour outils de TAO
exchange-file-xliff-old = XLIFF 1.2 pour outils de TAO plus anciens
exchange-file-xlsx = Classeur pour les administrateurs
exchange-file-suggestions = Propositions au format TMX
exchange-file-confirmed = Paires confirmées au format TMX
exchange-file-package = Dossier de traduction : original au net et paires antérieures
exchange-language = Traduction en
exchange-open-only = Seulement les paragraphes non confirmés
exchange-statements = Avec les réponses reçues, en XLIFF et dans les classeurs : elles sont confidentielles, et l’opération est consignée
exchange-make = Créer le fichier
exchange-made = Les fichiers se trouvent dans { $folder } du dossier.
exchange-in = Importer
exchange-in-why = Les modifications sont d’abord affichées. L’importation est une seule décision, qui s’annule en une fois.
exchange-file = Fichier reçu en retour
exchange-confirm = Confirmer les traductions que le fichier indique comme confirmées
exchange-confirm-on = Les traductions que le fichier indique comme confirmées seront confirmées.
exchange-show = Afficher les modifications
exchange-preview-title = Modifications apportées par { $file }
exchange-sum = { $taken ->
    [one] { $taken } texte serait repris,
   *[other] { $taken } textes seraient repris,
} { $offered ->
    [one] { $offered } soumis à votre choix.
   *[other] { $offered } soumis à votre choix.
}
exchange-sum-comments = { $count ->
    [0] Aucune observation.
    [one] { $count } observation.
   *[other] { $count } observations.
}
exchange-apply = Reprendre
exchange-back = Revenir sans rien reprendre
exchange-nothing = Le fichier n’apporte rien de nouveau.
exchange-done = { $taken ->
    [one] { $taken } texte repris,
   *[other] { $taken } textes repris,
} { $offered } soumis à votre choix. Le tout s’annule en une fois.
exchange-changed-since = Le dossier a été modifié depuis l’affichage de la liste. La voici à jour.
exchange-not-kept = Le fichier n’est plus conservé. Veuillez le choisir de nouveau.
exchange-no-file = Aucun fichier n’a été choisi.
exchange-line = ligne { $number }
exchange-row = ligne { $number }
exchange-unit = unité { $number }
exchange-lines = Lignes du fichier
exchange-column-place = Paragraphe
exchange-column-what = Nature
exchange-column-now = Texte actuel
exchange-column-file = Dans le fichier
exchange-comment = Observation : { $text }
exchange-same = { $count ->
    [one] { $count } ligne n’apporte rien de nouveau et n’est pas affichée.
   *[other] { $count } lignes n’apportent rien de nouveau et ne sont pas affichées.
}

merge-kind-new = Nouveau
merge-kind-changed = Modifié
merge-kind-state = Autre état
merge-kind-same = Identique
merge-kind-emptied = Vidé
merge-kind-conflicting = Modifié des deux côtés
merge-kind-source-changed = Original modifié ici
merge-kind-unsure = Autre pays nommé
merge-kind-unknown = Inconnu

merge-becomes-edited = modifié
merge-becomes-tentative = provisoire
merge-becomes-confirmed = confirmé
merge-becomes-offered = soumis à votre choix
merge-becomes-comment = seule l’observation est reprise

merge-why-unreadable = La ligne est illisible.
merge-why-no-id = L’identifiant manque.
merge-why-bad-id = L’identifiant est endommagé ou ne vient pas d’ici.
merge-why-grouped = Cette entrée figure maintenant dans le paragraphe d’une autre.
merge-why-no-entry = Ce dossier n’a pas d’entrée de ce numéro.
merge-why-no-language = La note n’existe pas dans cette langue.
merge-why-other-source = L’original n’est pas celui qui avait été exporté sous cet identifiant.
merge-why-replies-changed = Les réponses correspondantes ont changé depuis l’exportation, ou l’identifiant est endommagé.
merge-why-strayed = Ce texte avait été exporté avec un autre paragraphe, qui ne l’a plus.
merge-why-other-country = Il nomme d’autres pays que l’original : soumis à votre choix.
merge-why-column-moved = Des textes de cette colonne se trouvent dans d’autres paragraphes : aucun texte modifié n’est sûr.
merge-why-deleted = Les suppressions ne sont pas reprises.
merge-why-repeated = L’entrée figure plusieurs fois dans le fichier.
merge-why-disagrees = L’entrée figure plusieurs fois dans le fichier, avec des textes différents.
merge-why-changed-here = Le texte a aussi été modifié ici depuis l’exportation.
merge-why-offered-already = Modifié des deux côtés et déjà soumis à votre choix.
merge-why-source-changed = L’original a été modifié ici depuis l’exportation : la traduction est à revoir.
merge-why-not-confirmed = Confirmé dans le fichier ; repris comme modifié.
merge-why-original-not-confirmed = Confirmé dans le fichier ; l’original ne se confirme que sur sa page.
merge-why-stays-confirmed = N’est plus confirmé dans le fichier ; reste confirmé ici.

did-merge = { $count ->
    [one] a repris { $count } ligne de { $file }
   *[other] a repris { $count } lignes de { $file }
}
did-send-out = { $count ->
    [one] a exporté { $count } réponse à l’intention de l’extérieur
   *[other] a exporté { $count } réponses à l’intention de l’extérieur
}

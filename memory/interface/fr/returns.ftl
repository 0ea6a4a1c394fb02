# Les réponses : la liste, une réponse lue comme un document, plusieurs réponses d'un pays côte à côte.

returns-title = Réponses
returns-files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
returns-list = Les réponses
returns-all = Toutes les réponses
returns-differ = { $name } : { $files } réponses reçues ; { $open ->
    [one] une divergence est à trancher
   *[other] { $open } divergences sont à trancher
}.
returns-compare = Comparer les réponses : { $name }
returns-several-settled = Plusieurs réponses, rien à trancher :
returns-file = Fichier
returns-state = État
returns-submitted = Présentée
returns-received = Reçue
returns-answers = Réponses données
returns-unplaced = Non placés
returns-remarks = Remarques
returns-is-dealt-with = réglé
returns-is-refused = refusé
returns-is-unattributed = pays inconnu
returns-is-to-compare = à comparer
returns-is-late = après la date limite
returns-is-to-decide = à trancher
returns-is-read = lu
returns-received-on = reçue le { $day }
returns-submitted-on = présentée le { $day }

return-refused = Fichier refusé :
return-salvaged = Il a été décidé de lire ce qui peut être récupéré de ce fichier endommagé.
return-converted = Il a été décidé de lire ce fichier à partir d’une conversion par LibreOffice.
return-compare-note = Comparez-le avec l’exemplaire de l’expéditeur ; la note définitive attend que quelqu’un confirme l’avoir fait.
return-also = Le même fichier figure dans la boîte de réception sous le nom { $name } ; il ne compte qu’une fois.
return-dealt-with = Réglé :
return-not-known = inconnu
return-country = pays
return-country-named = pays, indiqué par une personne
return-not-given = non indiquée
return-submission = date de présentation ; reçue le { $day }
return-consent = accepte la publication en l’état
return-what-to-do = Mesures possibles
return-set-country = Enregistrer le pays
return-count-all-the-same = si ce fichier doit néanmoins compter comme une réponse
return-how-dealt = Suite donnée
return-take-off = Retirer de la liste
return-code = Reçu le { $day } · code
return-detail = à l’intention du service informatique : { $detail }
return-why-country = Pourquoi ce pays
return-look-at-it = Voir le passage
return-how-settled = Suite donnée
return-settled = Marquer comme réglé
return-remarks-settled = { $count ->
    [one] { $count } remarque réglée
   *[other] { $count } remarques réglées
}
return-lost = Décisions dont le texte a disparu
return-lost-why = La réponse, telle qu’elle est lue à présent, ne contient pas ces mots. Retrouvez-les ci-dessous et décidez de nouveau, ou abandonnez la décision.
return-lost-who = Décision de { $who } : { $what }.
return-drop = Abandonner la décision
return-pieces = { $count } passages
return-no-recommendation = ne se rapportent à aucune recommandation.
return-why-no-answer = Pourquoi ce ne sont pas des réponses
return-none-is = Aucun n’est une réponse
return-sheet = Le fichier dans son ordre
return-form-text = Texte du formulaire :
return-nothing-filled = non rempli
return-answer-to = Réponse à la recommandation { $cell }
return-sureness = certitude { $n }
return-another-differs = une autre version diffère
return-unsure = Il n’est pas certain que ce texte soit à sa place ici. Comparez-le avec le fichier, puis confirmez sa place ou déplacez-le.
return-note = Note :
return-added = Placé ici depuis un autre endroit du fichier :
return-loose = Ne se rapporte à aucune recommandation
return-left-out = Écarté, { $reason } :
return-never = ne figure jamais dans la note
return-nothing-written = Rien n’a été écrit à côté de la case.
return-decide = Déplacer, confirmer ou écarter
return-where = Indiquer sa place
return-tick = Cochez certaines lignes, ou aucune pour les prendre toutes.
return-belongs-here = Confirmer sa place
return-belongs-to = Se rapporte à
return-move = Déplacer
return-no-answer-but = N’est pas une réponse :
return-other-words = ou en d’autres termes
return-set-aside = Écarter
return-put-back = Remettre en place
return-kept-by = place confirmée par { $who }
return-moved-by = déplacé vers { $cell } par { $who }
return-aside-by = pas une réponse : { $reason } ({ $who })
return-yes = OUI
return-no = NON
return-nothing-ticked = rien de coché

# Pourquoi un texte est écarté, et motifs usuels pour lesquels un texte n'est pas une réponse.
reason-deleted = supprimé
reason-moved = déplacé
reason-hidden = masqué
reason-comment = commentaire
reason-placeholder = invite non remplie
reason-struck = barré
reason-annex = annexe, pour information
reason-letterhead = en-tête ou adresse
reason-greeting = lettre d’accompagnement ou formule de politesse
reason-form = répète le formulaire
reason-internal = note interne de l’expéditeur
reason-foreign = sans rapport avec le questionnaire

reread-no-converter = LibreOffice pourrait convertir ce fichier ; il n’a pas été trouvé sur cet ordinateur.
reread-salvage = Lire ce qui peut être récupéré
reread-convert = Convertir au moyen de LibreOffice
reread-as-it-came = Relire tel que reçu
reread-until = en attendant un meilleur fichier ; à comparer avec l’exemplaire de l’expéditeur

versions-title = Versions : { $name }
versions-compared = { $count } réponses comparées
versions-decided = Tout est tranché.
versions-open = { $count ->
    [one] { $count } divergence est à trancher
   *[other] { $count } divergences sont à trancher
}. Dans l’intervalle, les deux versions sont retenues et le projet suit la plus récente.
versions-for-all = Pour l’ensemble :
versions-as-proposed-all = Suivre les propositions ({ $count })
versions-take = Retenir { $file }
versions-keep-both = Garder les deux
versions-keep-joined = Garder les deux, dans l’ordre
versions-proposed = Proposition : { $relation }
versions-is-taken = Cette version est retenue.
versions-take-this = Retenir cette version
versions-as-proposed = Suivre la proposition : { $what }
versions-leave-out = Ne rien retenir
versions-nothing = Rien à trancher
versions-recommendation = Recommandation
versions-relation = Relation
versions-why = Pourquoi
versions-text = Texte
versions-by = { $what } (décision de { $who })
versions-review = à revoir : { $who } avait choisi entre d’autres versions ({ $what })
versions-undecided = non tranché : les deux versions sont retenues
versions-clear = rien à trancher
versions-earlier-choice = { $who } avait choisi entre des versions antérieures ({ $what })
versions-do-take = retenir { $file }
versions-do-take-gone = retenir une version qui n’existe plus
versions-do-both = garder les deux
versions-do-leave-out = ne rien retenir
versions-replaces = remplace
versions-completes = complète
versions-same = identiques
versions-contradicts = se contredisent
versions-says-gives-up = la réponse la plus récente abandonne ce point
versions-says-replaces = la version la plus récente remplace la précédente
versions-says-completes = les deux ont leur place dans la note
versions-says-same = les versions sont identiques
versions-says-contradicts = les versions se contredisent ; interrogez l’expéditeur
return-previous = Réponse précédente
return-next = Réponse suivante

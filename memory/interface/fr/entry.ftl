# Un paragraphe.

# États d’un texte.
state-empty = sans texte
state-suggested = proposé
state-draft = ébauche
state-edited = modifié
state-tentative = provisoire
state-confirmed = confirmé
state-review = à revoir

entry-title-introduction = Introduction
entry-title-conclusions = Conclusions
entry-title-restated = Rappel de la recommandation { $cell }
entry-title-country = { $names }, recommandation { $cell }

entry-list = Tous les paragraphes
entry-previous = Précédent
entry-next = Suivant
entry-next-open = Suivant à traiter
entry-excluded = Ce paragraphe est écarté de la note.
entry-around = D’un paragraphe à l’autre

# Ce dont il est issu.
entry-recommendation = La recommandation
entry-returned = Réponse reçue
entry-ticked-yes = OUI coché
entry-ticked-no = NON coché
entry-ticked-nothing = rien de coché
entry-sureness = certitude : { $percent }
entry-nothing-written = Rien n’a été écrit à côté de la case.
entry-note = Note :
entry-versions-open = Plusieurs réponses portent sur ce point et personne n’a choisi entre elles.
entry-versions-changed = Les versions ont changé depuis que le choix a été fait.
entry-versions-both = Toutes les versions sont retenues, dans leur ordre.
entry-versions-none = Toutes les versions sont écartées de la note.
entry-versions-one = Une des versions a été retenue.
entry-versions-compare = Comparer les versions
entry-last-time = La fois précédente
entry-last-time-other = la recommandation était formulée autrement
entry-side = Ce dont le paragraphe est issu

# Les éditeurs.
entry-confirm = Confirmer
entry-confirm-title = Confirmer et poursuivre
entry-save = Enregistrer
entry-tentative = Provisoire
entry-tentative-title = Enregistrer et marquer comme provisoire
entry-reject = Rendre
entry-reject-title = Rendre le texte au programme
entry-copy-source = Copier la source
entry-copy-source-title = Reprendre le texte source dans l’éditeur
entry-review = Ce dont ce texte est issu a changé depuis. Relisez-le et confirmez-le de nouveau.
entry-written-by = Dernière modification : { $name }
entry-nothing-found = La mémoire n’offre rien d’utile.

# Ce qui est proposé.
entry-offers = Propositions, { $language }
entry-offer-draft = ébauche
entry-offer-tentative = à vérifier
entry-offer-repaired = réparé
entry-offer-full = identique
entry-offer-fuzzy = proche
entry-offer-weak = éloigné
entry-offer-person = de { $name }
entry-offer-kept = Non repris le { $time } ({ $place })
entry-apply = Reprendre
entry-apply-number = Reprendre la proposition { $number }
entry-match = { $score } avant réparation
entry-look-at = Vérifier { $mark }
entry-from-source = Notre source et celle de l’unité
entry-how-made = Mode d’établissement
entry-left-out = Laissé de côté :
entry-add = Ajouter
entry-origin-paragraph = par. { $number }
entry-origin-unit = unité { $unit }
entry-by-machine = appariement automatique
entry-critical = Change le sens :
entry-critical-mended = Réparé :
entry-critical-negation = négation
entry-critical-number = nombre
entry-critical-date = date
entry-critical-country = pays
entry-critical-unit = unité de mesure
entry-nothing = rien
entry-critical-here = chez nous { $ours }, dans l’unité { $theirs }
repair-country = pays
repair-verb = verbe
repair-number = nombre
repair-date = date
repair-term = terme
repair-name = nom
repair-acronym = sigle
repair-symbol = cote
repair-letter = lettre
repair-agreement = accord
repair-joined = phrases réunies
repair-left-out = omission

# Le voisinage d’une unité.
entry-neighbourhood = Dans son document
entry-neighbourhood-why = Ce qui précède et ce qui suit dans le document d’origine.

# Regroupements.
entry-group-says-it = Ce paragraphe dit la même chose que le groupe.
entry-group-same-reply = Ces pays ont envoyé la même réponse.
entry-group-same-paragraph = Ces paragraphes disent la même chose.
entry-group-members = Un paragraphe pour plusieurs pays
entry-group-let-go = Le laisser s’exprimer seul
entry-group-split = Dissoudre le groupe
entry-group-not-in-reply = Absent de la réponse : { $words }
entry-group-take = Regrouper
entry-elsewhere = Ailleurs dans la note, presque identique
entry-elsewhere-share = { $percent } % des mots
entry-elsewhere-same = même contenu
entry-elsewhere-paragraph = Paragraphe { $number }

# Dans la note ou hors de la note.
entry-exclude = Écarter de la note
entry-exclude-why = Motif
entry-exclude-do = Écarter
entry-include = Réintégrer dans la note
entry-include-do = Réintégrer

entry-offer-up = Proposition précédente
entry-offer-down = Proposition suivante

# Constatations des contrôles.
entry-finding-error = Erreur
entry-finding-warning = À vérifier
entry-finding-dismissed = Pas une faute, selon { $name } : { $reason }
entry-correct = Corriger
entry-dismiss = Pas une faute
entry-dismiss-do = Écarter

# Observations et questions.
entry-talk = Observations et questions
entry-comment = Observation
entry-query = Question
entry-query-officer = Question au fonctionnaire chargé du dossier
entry-query-reviser = Question au réviseur
entry-query-closed = Réglée par { $name }
entry-answer = Réponse
entry-answer-do = Répondre
entry-close = Régler
entry-say = Observation ou question
entry-comment-do = Commenter
entry-ask-officer = Interroger le fonctionnaire
entry-ask-reviser = Interroger le réviseur

# Terminologie et concordance.
entry-terms = { $count ->
    [one] { $count } terme
   *[other] { $count } termes
}
entry-term-there = présent
entry-term-missing = absent
entry-term-wrong = à éviter : { $term }
entry-insert = Insérer
entry-concordance = Concordance
entry-concordance-words = Mots
entry-concordance-from = Langue des mots
entry-concordance-do = Rechercher
entry-concordance-found = { $all ->
    [0] Aucune unité ne contient ces mots.
    [one] { $all } unité contient ces mots.
   *[other] { $all } unités contiennent ces mots, { $shown } occurrences affichées.
}

# Historique, journal, annulation.
entry-history = { $count ->
    [0] Pas encore d’historique
    [one] Historique : { $count } décision
   *[other] Historique : { $count } décisions
}
entry-history-short = Historique
entry-take-again = Reprendre ce texte
entry-taken-back = annulé
entry-take-back = Annuler cette décision
entry-gone = paragraphe { $id }, disparu
entry-about-note = La note
entry-log = Journal
entry-log-empty = Aucune décision n’a encore été prise.
entry-log-earlier = Plus ancien
entry-redo = Rétablir
entry-redo-title = Rétablir votre dernière décision annulée
entry-place = { $place } sur { $count }
entry-group-apart = Garder séparés

# Phrase par phrase.
entry-sentences = Phrase par phrase
entry-sentences-back = Retour au paragraphe
entry-sentence = Phrase { $number }
entry-sentence-split = Scinder
entry-sentence-merge = Fusionner avec la suivante
entry-offers-count = { $count ->
    [one] { $count } proposition
   *[other] { $count } propositions
}
entry-working-none = Joindre une traduction de travail
entry-working = Traduction de travail, jointe par { $person }
entry-working-label = Traduction de travail de cette réponse
entry-working-do = Joindre
entry-working-why = Le paragraphe est ébauché à partir d’elle. Elle reste dans le dossier ; un texte vide la retire.

-- From a recommendation to the places under it.
CREATE INDEX occurrence_recommendations_by_text ON occurrence_recommendations (recommendation);

UPDATE session SET size = size + 1, updated_at = now() WHERE id = :client_id;

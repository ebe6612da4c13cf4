-- Writes records of one league and kind, each only if its version is newer.
-- KEYS[1]: the hash. ARGV, four for each record: field, version (20 digits), "set" or "delete", document.
-- Returns, for each record, 1 applied, 0 duplicate (same version), -1 stale (lower version).
local DIGITS = 20
local outcomes = {}
for i = 1, #ARGV, 4 do
  local field, version, action, document = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local stored = redis.call('HGET', KEYS[1], field)
  local outcome = 1
  if stored then
    local known = string.sub(stored, 1, DIGITS)
    if known == version and action == 'set' then
      outcome = 0
    elseif known > version then
      outcome = -1
    end
  elseif action == 'delete' then
    outcome = 0
  end
  if outcome == 1 then
    if action == 'delete' then
      redis.call('HDEL', KEYS[1], field)
    else
      redis.call('HSET', KEYS[1], field, version .. document)
    end
  end
  outcomes[#outcomes + 1] = outcome
end
return outcomes

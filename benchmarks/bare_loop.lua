-- Sets fields of a game, each only if the version is newer.
-- KEYS[1]: the game. ARGV: the version, then field and document of each bookmaker.
local written = 0
for i = 2, #ARGV, 2 do
  local field = ARGV[i] .. ':version'
  local known = redis.call('HGET', KEYS[1], field)
  if (not known) or tonumber(ARGV[1]) > tonumber(known) then
    redis.call('HSET', KEYS[1], field, ARGV[1], ARGV[i], ARGV[i + 1])
    written = written + 1
  end
end
return written

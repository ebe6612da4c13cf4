import pytest
from pydantic import SecretStr
from redis.exceptions import ConnectionError as RedisConnectionError

from a1_service_kit.redis import explain, open_redis
from a1_service_kit.settings import RedisSettings
from a1_testkit.brokers import free_port


async def test_a_client_speaks_to_the_address_of_the_settings(redis_url: str) -> None:
    async with open_redis(RedisSettings(url=SecretStr(redis_url))) as client:
        await client.set("key", b"value")
        assert await client.get("key") == b"value"


async def test_a_user_with_a_password_is_let_in_as_that_user(redis_url: str) -> None:
    async with open_redis(RedisSettings(url=SecretStr(redis_url))) as admin:
        await admin.execute_command("ACL", "SETUSER", "reader", "on", ">canary-94", "+@read", "+acl|whoami", "~*")
        settings = RedisSettings(url=SecretStr(redis_url), username="reader", password=SecretStr("canary-94"))
        async with open_redis(settings) as client:
            assert await client.execute_command("ACL", "WHOAMI") == b"reader"
        await admin.execute_command("ACL", "DELUSER", "reader")


async def test_an_absent_server_is_an_error_soon() -> None:
    async with open_redis(RedisSettings(url=SecretStr(f"redis://127.0.0.1:{free_port()}/0"))) as client:
        with pytest.raises(RedisConnectionError):
            await client.ping()


def test_an_error_keeps_its_text_in_one_short_line_without_a_password() -> None:
    refused = RedisConnectionError("DENIED Redis is\r\nin protected mode: redis://me:canary-94@host/0 " + "x" * 500)
    assert explain(refused).startswith("ConnectionError: DENIED Redis is in protected mode: redis://[secret]@host/0 x")
    assert len(explain(refused)) == 200
    assert explain(TimeoutError()) == "TimeoutError"

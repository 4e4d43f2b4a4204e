using System.Text.Json;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;

namespace Atrium.Gateway.Tests.Auth;

public sealed class SecretsTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("atrium-secrets-").FullName;

    string Folder => Path.Combine(_data, "secrets");

    [Fact]
    public void Secrets_are_for_their_owner_only()
    {
        Open(out _);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Folder));
        Assert.All(["jwt-keys.json", "keys.json"], name =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(Folder, name))));
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void A_second_start_finds_the_same_keys()
    {
        var first = Open(out _);

        var second = Open(out _);

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_statement_is_known_as_signed_by_this_ring_and_is_never_a_token()
    {
        var ring = KeyRing.Open(Folder);
        var (key, signature) = ring.Sign("atrium proof 1");

        Assert.True(ring.Verifies("atrium proof 1", key, signature));
        Assert.False(ring.Verifies("atrium proof 2", key, signature));
        Assert.False(ring.Verifies("atrium proof 1", "another", signature));
        Assert.False(ring.Verifies("atrium proof 1", key, "not base64url!"));
        Assert.Throws<ArgumentException>(() => ring.Sign("eyJhbGciOiJFUzI1NiJ9.e30"));
    }

    [Fact]
    public void A_new_key_signs_and_the_old_one_verifies_for_an_hour_more()
    {
        var clock = new HandClock();
        var ring = KeyRing.Open(Folder, clock);
        var verifier = new TokenVerifier(ring, clock);
        var old = ProjectKeys.Open(Folder, ring, verifier, clock);
        Assert.NotNull(verifier.Verify(old.Anon, out _));

        KeyRing.Rotate(Folder, clock);
        clock.Advance(TimeSpan.FromSeconds(6));
        var fresh = ProjectKeys.Open(Folder, ring, verifier, clock);

        Assert.NotEqual(old.Anon, fresh.Anon);
        Assert.Equal(2, JsonDocument.Parse(ring.Jwks).RootElement.GetProperty("keys").GetArrayLength());
        Assert.NotNull(verifier.Verify(old.Anon, out _));
        Assert.NotNull(verifier.Verify(fresh.Anon, out _));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(verifier.Verify(old.Anon, out var refusal));
        Assert.Equal(TokenRefusal.Invalid, refusal);
        Assert.NotNull(verifier.Verify(fresh.Anon, out _));
        Assert.Single(JsonDocument.Parse(ring.Jwks).RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(fresh, ProjectKeys.Open(Folder, ring, verifier, clock));
    }

    [Fact]
    public void A_ring_that_can_not_be_read_any_more_stays_as_it_was()
    {
        var clock = new HandClock();
        var ring = KeyRing.Open(Folder, clock);
        var jwks = ring.Jwks;
        File.WriteAllText(Path.Combine(Folder, "jwt-keys.json"), "{");

        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(jwks, ring.Jwks);
    }

    [Fact]
    public void Secrets_that_others_can_read_are_not_used()
    {
        Open(out _);
        File.SetUnixFileMode(Path.Combine(Folder, "jwt-keys.json"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var refusal = Assert.Throws<InvalidOperationException>(() => Open(out _));

        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"keys":[],"refresh":"AAAA"}""")]
    [InlineData("""{"keys":[{"d":"AAAA","x":"AAAA","y":"AAAA"}],"refresh":"AAAA"}""")]
    public void A_damaged_ring_is_named_and_left_alone(string content)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, "jwt-keys.json");
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var refusal = Assert.Throws<InvalidOperationException>(() => KeyRing.Open(Folder));

        Assert.Contains("jwt-keys.json", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void The_key_set_shows_no_private_number()
    {
        Open(out var ring);

        var key = JsonDocument.Parse(ring.Jwks).RootElement.GetProperty("keys")[0];

        Assert.Equal(["kid", "x", "y", "kty", "crv", "alg", "use", "key_ops"],
            key.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void The_projects_keys_carry_their_roles()
    {
        var keys = Open(out var ring);
        var verifier = new TokenVerifier(ring, TimeProvider.System);

        Assert.Equal(CallerRole.Anon, verifier.Verify(keys.Anon, out _)?.Role);
        Assert.Equal(CallerRole.Service, verifier.Verify(keys.Service, out _)?.Role);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    ProjectKeys Open(out KeyRing ring)
    {
        ring = KeyRing.Open(Folder);
        return ProjectKeys.Open(Folder, ring, new TokenVerifier(ring, TimeProvider.System), TimeProvider.System);
    }
}

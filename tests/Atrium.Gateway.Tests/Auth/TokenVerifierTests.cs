using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Atrium.Testing;

namespace Atrium.Gateway.Tests.Auth;

public sealed class TokenVerifierTests : IDisposable
{
    const string User = "8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01";
    static readonly string Payload = $$"""{"sub":"{{User}}","role":"authenticated","exp":4102444800}""";

    readonly string _folder = Directory.CreateTempSubdirectory("atrium-tokens-").FullName;
    readonly KeyRing _ring;
    readonly TokenVerifier _verifier;
    readonly Forge _forge;

    public TokenVerifierTests()
    {
        _ring = KeyRing.Open(_folder);
        _verifier = new TokenVerifier(_ring, TimeProvider.System);
        _forge = new Forge(_folder);
    }

    [Fact]
    public void A_genuine_token_says_who_calls()
    {
        var token = _verifier.Verify(_forge.Genuine(Payload), out var refusal);

        Assert.Equal(TokenRefusal.None, refusal);
        Assert.Equal((CallerRole.Authenticated, Guid.Parse(User)), (token!.Role, token.UserId!.Value));
        Assert.Equal(
            $$"""{"role":"authenticated","sub":"{{User}}","request_id":"r-1"}""", token.AsCaller("r-1", "").Claims);
    }

    [Fact]
    public void A_token_without_a_signature_is_refused()
    {
        foreach (var alg in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            Refuses(TokenRefusal.Invalid, Forge.Body(Forge.Header(alg, _forge.Kid), Payload) + ".");
        }
    }

    [Fact]
    public void A_token_whose_texts_are_none_is_refused()
    {
        Refuses(TokenRefusal.Invalid, Forge.Sign("""{"alg":"\ud800","kid":"a"}""", Payload, _forge.Key));
        Refuses(TokenRefusal.Invalid, Forge.Sign("""{"alg":"ES256","kid":"\ud800"}""", Payload, _forge.Key));
        Refuses(TokenRefusal.BadClaims, _forge.Genuine("""{"role":"\ud800"}"""));
    }

    [Fact]
    public void The_public_key_is_no_secret_to_sign_with()
    {
        var header = Forge.Header("HS256", _forge.Kid);
        byte[][] secrets = [Encoding.UTF8.GetBytes(_ring.Jwks), Encoding.ASCII.GetBytes(_forge.X),
            _forge.Key.ExportSubjectPublicKeyInfo(),
                Encoding.ASCII.GetBytes(_forge.Key.ExportSubjectPublicKeyInfoPem())];

        Assert.All(secrets, secret => Refuses(TokenRefusal.Invalid, Forge.SignHmac(header, Payload, secret)));
    }

    [Fact]
    public void Another_key_is_refused_whatever_it_calls_itself()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Refuses(TokenRefusal.Invalid, Forge.Sign(Forge.Header("ES256", _forge.Kid), Payload, other));
        Refuses(TokenRefusal.Invalid, Forge.Sign(Forge.Header("ES256", "another"), Payload, other));
        Refuses(TokenRefusal.Invalid, Forge.Sign(Forge.Header("ES256", "another"), Payload, _forge.Key));
        Refuses(TokenRefusal.Invalid, Forge.Sign("""{"alg":"ES256","typ":"JWT"}""", Payload, _forge.Key));
    }

    [Fact]
    public void A_changed_payload_is_refused_even_after_the_genuine_one_was_seen()
    {
        var genuine = _forge.Genuine(Payload);
        Assert.NotNull(_verifier.Verify(genuine, out _));
        var parts = genuine.Split('.');

        var changed = Forge.Encode(Encoding.UTF8.GetBytes(Payload.Replace("authenticated", "service_role")));

        Refuses(TokenRefusal.Invalid, $"{parts[0]}.{changed}.{parts[2]}");
    }

    [Fact]
    public void Every_changed_character_of_a_signature_is_noticed()
    {
        var genuine = _forge.Genuine(Payload);
        var start = genuine.LastIndexOf('.') + 1;

        // The last character carries two bits that no byte comes of.
        Assert.All(Enumerable.Range(start, genuine.Length - start - 1), i =>
            Refuses(TokenRefusal.Invalid, genuine[..i] + (genuine[i] == 'A' ? 'B' : 'A') + genuine[(i + 1)..]));
    }

    [Fact]
    public void A_token_ends_on_the_second_even_when_it_is_remembered()
    {
        var clock = new HandClock();
        var verifier = new TokenVerifier(_ring, clock);
        var end = clock.GetUtcNow().ToUnixTimeSeconds() + 10;
        var token = _forge.Genuine($$"""{"sub":"{{User}}","role":"authenticated","exp":{{end}}}""");
        Assert.NotNull(verifier.Verify(token, out _));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(verifier.Verify(token, out var refusal));
        Assert.Equal(TokenRefusal.Expired, refusal);
    }

    [Theory]
    [InlineData("""{"sub":"8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01","role":"authenticated"}""")]
    [InlineData("""{"role":"authenticated","exp":4102444800}""")]
    [InlineData("""{"sub":"me","role":"authenticated","exp":4102444800}""")]
    [InlineData("""{"sub":"8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01","role":"postgres","exp":4102444800}""")]
    [InlineData("""{"sub":"8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01","role":"atrium_auth","exp":4102444800}""")]
    [InlineData("""{"sub":"8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01","role":"authenticated","exp":"never"}""")]
    [InlineData("""{"sub":"8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01","role":"authenticated","exp":99999999999999999}""")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Claims_that_can_not_be_used_are_refused(string payload) =>
        Refuses(TokenRefusal.BadClaims, _forge.Genuine(payload));

    [Theory]
    [InlineData("a")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.AAAA")]
    [InlineData("ey\u00a0J.e30.AAAA")]
    public void What_is_no_token_is_refused(string text) => Refuses(TokenRefusal.Invalid, text);

    [Fact]
    public void A_token_longer_than_8_KiB_is_not_looked_at() =>
        Refuses(TokenRefusal.Invalid, _forge.Genuine(Payload[..^1] + $",\"x\":\"{new string('x', 9_000)}\"}}"));

    public void Dispose()
    {
        _forge.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    void Refuses(TokenRefusal expected, string token)
    {
        Assert.Null(_verifier.Verify(token, out var refusal));
        Assert.Equal(expected, refusal);
    }
}

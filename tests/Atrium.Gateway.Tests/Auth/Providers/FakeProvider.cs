using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Tests.Auth.Providers;

/// <summary>A provider on a port of this machine, which says what the test has it say.</summary>
sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "atrium";
    public const string ClientSecret = "p@ss:word";

    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, (string Challenge, string Token)> _codes = new();

    FakeProvider(WebApplication app) => _app = app;

    public RSA Rsa { get; private set; } = RSA.Create(2048);

    public ECDsa Curve { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Kid { get; private set; } = "one";

    public string Issuer { get; private set; } = "";

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeProvider(builder.Build());
        fake._app.MapGet("/.well-known/openid-configuration", () => new JsonObject
        {
            ["issuer"] = fake.Issuer,
            ["authorization_endpoint"] = $"{fake.Issuer}/authorize?tenant=one",
            ["token_endpoint"] = $"{fake.Issuer}/token",
            ["jwks_uri"] = $"{fake.Issuer}/keys",
        });
        fake._app.MapGet("/keys", fake.Keys);
        fake._app.MapPost("/token", fake.ExchangeAsync);
        await fake._app.StartAsync();
        fake.Issuer = fake._app.Urls.First();
        return fake;
    }

    /// <summary>A new key in the place of the old.</summary>
    public void Rotate() => (Rsa, Kid) = (RSA.Create(2048), $"{Kid}+");

    /// <summary>A code that stands for a token.</summary>
    public string CodeFor(string token, string challenge)
    {
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        _codes[code] = (challenge, token);
        return code;
    }

    public string Sign(JsonObject claims, string algorithm = "RS256", RSA? key = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = algorithm == "ES256" ? "curve" : Kid };
        var signed = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "RS256" => (key ?? Rsa).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "ES256" => Curve.SignData(bytes, HashAlgorithmName.SHA256),
            // as who takes a public key for a shared secret would check it
            "HS256" => HMACSHA256.HashData(Rsa.ExportSubjectPublicKeyInfo(), bytes),
            _ => [],
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Rsa.Dispose();
        Curve.Dispose();
    }

    JsonObject Keys()
    {
        var rsa = Rsa.ExportParameters(false);
        var curve = Curve.ExportParameters(false);
        var set = JsonSerializer.SerializeToNode(new object[]
        {
            new { kty = "oct", k = "AAAA" },
            new { kty = "RSA", use = "sig", kid = Kid, n = Text(rsa.Modulus), e = Text(rsa.Exponent) },
            new { kty = "EC", crv = "P-256", kid = "curve", x = Text(curve.Q.X), y = Text(curve.Q.Y) },
        });
        return new JsonObject { ["keys"] = set };

        static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
    }

    async Task<IResult> ExchangeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var shown = AuthenticationHeaderValue.Parse(context.Request.Headers.Authorization.ToString()).Parameter;
        var expected = $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}";
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(
            form["code_verifier"].ToString())));
        return shown == Convert.ToBase64String(Encoding.UTF8.GetBytes(expected))
            && _codes.TryRemove(form["code"].ToString(), out var kept) && kept.Challenge == challenge
                ? Results.Json(new { id_token = kept.Token, access_token = "not used", token_type = "Bearer" })
                : Results.BadRequest(new { error = "invalid_grant" });
    }

    static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

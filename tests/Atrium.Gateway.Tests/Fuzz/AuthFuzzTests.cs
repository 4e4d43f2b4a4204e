using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Atrium.Gateway.Tests.Auth;
using Atrium.Testing;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary><c>/auth/v1</c>, whatever is asked, each time from another address: no limit is to cut it short.</summary>
public sealed class AuthFuzzTests : IAsyncLifetime
{
    static readonly RouteGrammar.Route[] Routes =
    [
        new("POST", "signup", "email password data code_challenge code_challenge_method", "redirect_to"),
        new("POST", "token", "email password refresh_token auth_code code_verifier", "grant_type"),
        new("POST", "token", "refresh_token", "grant_type"),
        new("POST", "recover", "email code_challenge code_challenge_method", "redirect_to"),
        new("POST", "otp", "email create_user data code_challenge code_challenge_method", "redirect_to"),
        new("POST", "magiclink", "email phone data", "redirect_to"),
        new("POST", "resend", "type email", "redirect_to"),
        new("POST", "verify", "type email token token_hash"),
        new("GET", "verify", "", "type token token_hash redirect_to"),
        new("GET", "authorize", "", "provider redirect_to code_challenge code_challenge_method scopes here"),
        new("GET", "callback", "", "state code error iss"),
        new("GET", "user", Headers: "User-Agent"),
        new("GET", "user"),
        new("PUT", "user", "email password data nonce", "redirect_to"),
        new("PUT", "user", "data"),
        new("GET", "reauthenticate"),
        new("GET", "user/identities/authorize", "", "provider redirect_to skip_http_redirect code_challenge"),
        new("DELETE", "user/identities/:id"),
        new("POST", "factors", "factor_type friendly_name issuer"),
        new("POST", "factors/:factor/challenge", "id"),
        new("POST", "factors/:factor/verify", "challenge_id code"),
        new("DELETE", "factors/:factor"),
        new("GET", "factors/recovery-codes"),
        new("POST", "factors/recovery-codes", "code"),
        new("POST", "factors/recovery-codes/verify", "code"),
        new("POST", "logout", "", "scope"),
        new("GET", "admin/users", "", "page per_page"),
        new("POST", "admin/users", "email password data email_confirm user_metadata app_metadata ban_duration"),
        new("GET", "admin/users/:id"),
        new("PUT", "admin/users/:id", "email data email_confirm user_metadata app_metadata ban_duration role"),
        new("DELETE", "admin/users/:id", "should_soft_delete"),
        new("GET", "admin/users/:id/factors"),
        new("DELETE", "admin/users/:id/factors/:factor"),
        new("POST", "invite", "email data", "redirect_to"),
        new("POST", "admin/generate_link", "type email password data new_email redirect_to"),
        new("GET", "settings"),
        new("GET", "health"),
        new("GET", ".well-known/jwks.json"),
    ];

    static readonly Dictionary<string, string[]> Values = new()
    {
        ["email"] = ["{email}", "{email}", "{new}", "{new}", "zed@hidden.test", "NEW@{new}", "a b@c.d", "@"],
        ["password"] = ["correct horse", "correct horse", "wrong horse", "short", "pass\0word", "ü".PadRight(80)],
        ["data"] =
        [
            "={\"agency_name\":\"Fuzz\",\"full_name\":\"Fay\"}", "={\"full_name\":null}", "={\"agency_name\":5}",
            "={\"invitation_token\":\"x\"}", "={\"setup_token\":\"x\"}", "={\"a\":[1,{\"b\":\"\\u0000\"}]}",
        ],
        ["grant_type"] = ["password", "password", "refresh_token", "refresh_token", "pkce", "id_token"],
        ["refresh_token"] = ["{refresh}", "{refresh}", "AAAAAAAAAAAAAAAAAAAAAA"],
        ["auth_code"] = ["{digits}", "abc"],
        ["code_verifier"] = ["v".PadRight(43, 'v'), "short"],
        ["code_challenge"] = ["c".PadRight(43, 'c'), "c".PadRight(129, 'c'), "c"],
        ["code_challenge_method"] = ["s256", "plain", "S256", "md5"],
        ["redirect_to"] = ["/", "https://evil.test/", "{email}", "javascript:alert(1)", "//evil.test"],
        ["create_user"] = ["=true", "=false"],
        ["type"] = ["signup", "magiclink", "recovery", "email", "email_change", "invite", "email_change_new", "sms"],
        ["token"] = ["{link}", "{digits}", "123456"],
        ["token_hash"] = ["{link}", "pkce_{link}", "x"],
        ["provider"] = ["none", "google", "email"],
        ["state"] = ["s", "x".PadRight(101, 'x')],
        ["code"] = ["123456", "12 34 56", "ABCD-EFGH-JKLM-NPQR", "{digits}"],
        ["error"] = ["access_denied"],
        ["iss"] = ["https://evil.test"],
        ["scopes"] = ["openid email"],
        ["here"] = ["1"],
        ["nonce"] = ["123456", "{digits}"],
        ["id"] = ["{id}", "{id}", "00000000-0000-0000-0000-000000000000", "{factor}", "1", "users"],
        ["factor"] = ["{factor}", "{factor}", "{id}", "x"],
        ["challenge_id"] = ["{challenge}", "{id}", "x"],
        ["factor_type"] = ["totp", "totp", "phone", "webauthn"],
        ["friendly_name"] = ["mine", "f".PadRight(101, 'f'), "{new}"],
        ["issuer"] = ["Atrium", "a:b", "i".PadRight(51, 'i')],
        ["scope"] = ["others", "others", "local", "global", "none"],
        ["page"] = ["1", "2", "999999", "1000000"],
        ["per_page"] = ["1", "50", "5000"],
        ["email_confirm"] = ["=true", "=false", "yes"],
        ["user_metadata"] = ["={\"full_name\":\"Fay\"}", "={\"a\":\"" + new string('m', 4_000) + "\"}"],
        ["app_metadata"] = ["={\"provider\":\"email\"}", "={\"role\":\"service_role\"}"],
        ["ban_duration"] = ["none", "24h", "-1h", "1h30m", "9999999999h", "h"],
        ["role"] = ["authenticated", "service_role", "postgres"],
        ["should_soft_delete"] = ["=true"],
        ["skip_http_redirect"] = ["true"],
        ["new_email"] = ["{new}", "@"],
        ["phone"] = ["+1"],
        ["User-Agent"] = ["Fuzz", "u".PadRight(3_000, 'u'), "<script>"],
    };

    static readonly string[] Callers =
        ["ann", "ann", "ann", "service", "service", "service", "anon", "nobody", "forger"];

    readonly AuthHost _host = new();
    readonly ConcurrentDictionary<string, string> _known = [];
    readonly Random _random = new(7);
    HttpClient? _client;
    int _round;
    int _address;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        var signedUp = await _host.PostAsync("/auth/v1/signup", new
        {
            email = "zed@hidden.test",
            password = "known to nobody",
            data = new { agency_name = "Southern", full_name = "Zed Rome" },
        });
        Assert.Equal(HttpStatusCode.OK, signedUp.Status);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = ConnectAsync,
        })
        {
            BaseAddress = _host.Http.BaseAddress,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public Task No_request_breaks_the_server_or_shows_another_account() =>
        new Fuzzing("\"error_code\"", "Zed", "Southern") { Trusted = ["service"], Before = BeginAsync }.RunAsync(
            250, random => new RouteGrammar(random, "/auth/v1/", Routes, Values, Callers, Filled),
            request => request.SendAsync(_client!, request.Caller == "nobody"
                ? [] : [$"Authorization: Bearer {_known[request.Caller]}"]));

    /// <summary>Somebody new, signed in, with a factor and a mail; and no attempts are held against anybody.</summary>
    async Task BeginAsync()
    {
        await _host.Database.ExecuteAsync("truncate atrium.sign_in_attempts");
        _known["email"] = $"ann{++_round}@fuzz.test";
        var ann = await _host.SignUpAsync(_known["email"], new { agency_name = "Fuzz" });
        var factor = await _host.PostAsync("/auth/v1/factors", new { factor_type = "totp" }, ann.AccessToken);
        _known["factor"] = factor.Json.GetProperty("id").GetString()!;
        var challenge = await _host.PostAsync(
            $"/auth/v1/factors/{_known["factor"]}/challenge", new { }, ann.AccessToken);
        _known["challenge"] = challenge.Json.GetProperty("id").GetString()!;
        await _host.PostAsync("/auth/v1/recover", new { email = _known["email"] });
        var mail = await _host.MailAsync(_known["email"]);
        (_known["link"], _known["digits"]) = (mail.Token, mail.Code);
        (_known["ann"], _known["refresh"], _known["id"]) = (ann.AccessToken, ann.RefreshToken, $"{ann.UserId}");
        (_known["service"], _known["anon"]) = (_host.Keys.Service, _host.Keys.Anon);
        _known["forger"] = Forge.Sign("""{"alg":"\ud800","kid":"a"}""", "{}", _host.Forge.Key);
    }

    string Filled(string text)
    {
        _known["new"] = $"new{_random.Next(1_000_000)}@fuzz.test";
        return !text.Contains('{') ? text
            : _known.Aggregate(text, (all, each) => all.Replace($"{{{each.Key}}}", each.Value));
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var number = Interlocked.Increment(ref _address);
        byte[] address = [127, (byte)(1 + (number >> 16)), (byte)(number >> 8), (byte)number];
        socket.Bind(new IPEndPoint(new IPAddress(address), 0));
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

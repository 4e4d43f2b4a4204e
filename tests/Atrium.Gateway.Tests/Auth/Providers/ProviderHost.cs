using System.Collections.Specialized;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Web;
using Atrium.Gateway.Auth.Providers;

namespace Atrium.Gateway.Tests.Auth.Providers;

/// <summary>A server with one provider, and the way there and back.</summary>
public sealed class ProviderHost : IAsyncLifetime
{
    FakeProvider? _provider;
    AuthHost? _auth;

    internal FakeProvider Provider => _provider!;

    public AuthHost Auth => _auth!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        var options = new ProviderOptions(
            "acme", "Acme", new Uri(_provider.Issuer), FakeProvider.ClientId, FakeProvider.ClientSecret);
        _auth = new AuthHost
        {
            Clock = new HandClock(),
            Configure = auth => auth.Providers = [options],
        };
        await _auth.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Auth.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Somebody at another address of this machine.</summary>
    internal HttpClient From(string address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (call, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(call.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri(Auth.Http.BaseAddress!, "/auth/v1/") };

    /// <summary>Sets out: what the provider is asked.</summary>
    public async Task<NameValueCollection> SetOutAsync(string more = "")
    {
        var answer = await Auth.SendAsync(HttpMethod.Get, $"/auth/v1/authorize?provider=acme{more}", null);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return HttpUtility.ParseQueryString(answer.Location!.Query);
    }

    /// <summary>What the provider says of somebody, for a way.</summary>
    internal JsonObject ClaimsOf(NameValueCollection asked, string email, string? subject = null)
    {
        var now = Auth.Clock!.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Provider.Issuer,
            ["aud"] = FakeProvider.ClientId,
            ["sub"] = subject ?? $"sub of {email}",
            ["nonce"] = asked["nonce"],
            ["iat"] = now,
            ["exp"] = now + 300,
            ["email"] = email,
            ["email_verified"] = true,
            ["name"] = "Ann Example",
        };
    }

    /// <summary>Comes back with what stands for a token.</summary>
    internal Task<AuthHost.Answer> ComeBackAsync(NameValueCollection asked, string token, string more = "") =>
        Auth.SendAsync(HttpMethod.Get, $"/auth/v1/callback?state={asked["state"]}"
            + $"&code={Provider.CodeFor(token, asked["code_challenge"]!)}{more}", null);

    /// <summary>There and back.</summary>
    internal async Task<AuthHost.Answer> SignInAsync(string email, string? subject = null, string more = "")
    {
        var asked = await SetOutAsync(more);
        return await ComeBackAsync(asked, Provider.Sign(ClaimsOf(asked, email, subject)));
    }

    internal Task<long> AccountsOfAsync(string email) => Auth.Database.ScalarAsync<long>(
        "select count(*) from auth.users where email = $1::text::extensions.citext", email);
}

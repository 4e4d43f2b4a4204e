using System.Text;

namespace Atrium.Server.Tests.Routes;

/// <summary>Every route with no token and with tokens that are none.</summary>
[Collection(RoutesHost.Shared)]
public sealed class TokenTests(RoutesHost host)
{
    const string Id = "00000000-0000-4000-8000-000000000000";

    [Fact]
    public void Every_route_of_the_server_is_known_here() =>
        Assert.Equal(RouteTable.All.Select(route => route.Name).Order(), host.Served.Order());

    [Fact]
    public async Task Without_a_token_only_what_is_open_answers()
    {
        foreach (var route in RouteTable.All)
        {
            var answer = await host.SendAsync(route.Asked, route.Address(Id), token: null);

            Assert.True(
                (answer.Status == 401) == route.For is "token" or "session" or "operator",
                $"{route.Name} is {route.For}, and answers {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task A_token_that_is_over_or_not_ours_opens_no_route()
    {
        foreach (var (what, token) in await BadAsync())
        {
            foreach (var route in RouteTable.All)
            {
                var answer = await host.SendAsync(route.Asked, route.Address(Id), token);
                var without = route.IsOfSurface ? null
                    : await host.SendAsync(route.Asked, route.Address(Id), token: null);

                Assert.True(
                    route.IsOfSurface ? answer.Status == 401 : answer.Status == without?.Status,
                    $"{route.Name} with a token that is {what} answers {answer.Status} {answer.Body}");
            }
        }
    }

    [Fact]
    public async Task Without_a_good_token_nothing_tells_which_tables_and_functions_there_are()
    {
        var targets = await RestTargets.NamesAsync(host.Database);
        foreach (var (_, token) in (await BadAsync()).Take(1).Append(("missing", "")))
        {
            var sent = token.Length == 0 ? null : token;
            var nothing = await host.SendAsync("DELETE", "/rest/v1/nothing", sent);
            foreach (var target in targets)
            {
                var method = target.StartsWith("rpc/", StringComparison.Ordinal) ? "POST" : "GET";
                var answer = await host.SendAsync(method, $"/rest/v1/{target}", sent);

                Assert.Equal(401, answer.Status);
                Assert.Equal(nothing, answer);
            }
        }
    }

    [Fact]
    public async Task A_persons_token_opens_nothing_that_is_the_operators()
    {
        var person = await host.Database.ScalarAsync<Guid>("select id from public.users order by id limit 1");
        foreach (var route in RouteTable.All.Where(route => route.For == "operator"))
        {
            var there = await host.SendAsync(
                route.Asked, route.Address(person.ToString()), host.TokenOf(RoutesHost.Customer));
            var missing = await host.SendAsync(route.Asked, route.Address(Id), host.TokenOf(RoutesHost.Customer));

            Assert.Equal(403, there.Status);
            Assert.Equal(missing, there);
        }
    }

    // Expired, with a changed claim, with a changed signature, without an algorithm, and of another key.
    async Task<IReadOnlyList<(string What, string Token)>> BadAsync()
    {
        var good = await host.ClaimsAsync(RoutesHost.Stranger);
        var over = await host.ClaimsAsync(RoutesHost.Stranger, seconds: -1);
        var parts = host.Forge.Genuine(good).Split('.');
        var raised = Testing.Forge.Encode(Encoding.UTF8.GetBytes(
            good.Replace("authenticated", "service_role", StringComparison.Ordinal)));
        using var key = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return
        [
            ("expired", host.Forge.Genuine(over)),
            ("raised", $"{parts[0]}.{raised}.{parts[2]}"),
            ("tampered", $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}"),
            ("without algorithm", Testing.Forge.Body(Testing.Forge.Header("none", host.Forge.Kid), good) + "."),
            ("of another key", Testing.Forge.Sign(Testing.Forge.Header("ES256", host.Forge.Kid), good, key)),
        ];
    }
}

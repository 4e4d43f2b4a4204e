using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Atrium.Server.Tests;

public sealed partial class HealthTests(ServerHost host) : IClassFixture<ServerHost>
{
    [Fact]
    public async Task A_server_over_a_deployed_database_is_ready()
    {
        using var alive = await host.GetAsync("/healthz");
        using var ready = await host.GetAsync("/readyz");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (alive.StatusCode, ready.StatusCode));
    }

    [Fact]
    public async Task A_change_that_is_missing_is_named()
    {
        await using var app = await ServerHost.StartAsync(host.Options with { PlannedChanges = ["kernel/999_later"] });
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var ready = await http.ReadAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("kernel/999_later", await ready.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_database_the_server_lives_and_is_not_ready()
    {
        await using var app = await ServerHost.StartAsync(host.Options with
        {
            ConnectionString = "Host=/nowhere;Username=atrium_gateway;Database=none;Timeout=1",
        });
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var alive = await http.ReadAsync("/healthz");
        using var ready = await http.ReadAsync("/readyz");
        using var signIn = await http.WriteAsync(
            "/auth/v1/token?grant_type=refresh_token", new StringContent("""{"refresh_token":"x"}"""));

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, signIn.StatusCode);
        Assert.True(signIn.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text_and_count_what_happened()
    {
        (await host.GetAsync("/config.json")).Dispose();
        (await host.GetAsync("/auth/v1/user", ("Authorization", "Bearer a.b.c"))).Dispose();

        using var answer = await host.GetAsync("/metrics");
        var lines = (await answer.TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.All(lines, line => Assert.Matches(Sample(), line));
        Assert.Contains(lines, line => line.StartsWith(
            "atrium_http_requests_seconds_count{route=\"config\",status=\"200\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(
            "atrium_auth_outcomes_total{action=\"token\",outcome=\"invalid\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("db_client_", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Host=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_buckets_of_a_histogram_rise_to_its_count()
    {
        (await host.GetAsync("/config.json")).Dispose();

        using var answer = await host.GetAsync("/metrics");
        var buckets = Bucket().Matches(await answer.TextAsync())
            .Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(14, buckets.Count);
        Assert.Equal(buckets.Order(), buckets);
        Assert.True(buckets[^1] > 0);
    }

    [Fact]
    public async Task From_elsewhere_metrics_are_for_the_service_key()
    {
        using var proxied = await host.GetAsync("/metrics", ("X-Forwarded-For", "203.0.113.7"));
        using var anon = await host.GetAsync(
            "/metrics", ("X-Forwarded-For", "203.0.113.7"), ("Authorization", $"Bearer {host.Keys.Anon}"));
        using var service = await host.GetAsync(
            "/metrics", ("X-Forwarded-For", "203.0.113.7"), ("Authorization", $"Bearer {host.Keys.Service}"));

        Assert.Equal(HttpStatusCode.Forbidden, proxied.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, anon.StatusCode);
        Assert.Equal(HttpStatusCode.OK, service.StatusCode);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .*|[a-z_]+(\{([a-z_]+="[^"]*",?)+\})? (-?[0-9.E+-]+|\+Inf|NaN))$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""atrium_http_requests_seconds_bucket\{route="config",status="200",le="[^"]+"\} (\d+)""")]
    private static partial Regex Bucket();
}

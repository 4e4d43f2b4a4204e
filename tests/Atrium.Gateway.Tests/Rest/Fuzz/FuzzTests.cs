using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Atrium.Gateway.Tests.Rest.Fuzz;

/// <summary>
/// Whatever is sent, the answer is one of the protocol's, and never has anything of another agency in it.
/// <c>ATRIUM_FUZZ=100000</c> sends so many requests, <c>ATRIUM_FUZZ_SEED</c> others than always.
/// </summary>
public sealed class FuzzTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    const int AtOnce = 8;

    // what only South has; no request says any of it
    static readonly string[] OfSouth = ["Zed", "Southern", "south-red", "Rome", "south.test"];

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set)
            ? set : otherwise;

    [Fact]
    public async Task No_request_breaks_the_server_or_shows_what_is_another_agency_s()
    {
        var random = new Random(Setting("ATRIUM_FUZZ_SEED", 20));
        var (grammar, breakage) = (new Grammar(random), new Breakage(random));
        var requests = Enumerable.Range(0, Setting("ATRIUM_FUZZ", 1_500))
            .Select(_ => grammar.Next())
            .Select(request => random.Next(2) == 0 ? breakage.Break(request) : request);
        var wrong = new ConcurrentQueue<string>();
        var answered = new ConcurrentDictionary<int, int>();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(requests, atOnce, async (request, _) =>
        {
            var reply = await library.SendRawAsync(request);
            answered.AddOrUpdate(reply.Code, 1, (_, times) => times + 1);
            if (Complaint(request, reply) is { } complaint)
            {
                wrong.Enqueue($"{complaint} {request} -> {reply.Code} {reply.Body}");
            }
        });

        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Take(20)));
        // the grammar is worth its name: a good part of what it makes is understood
        Assert.True(answered.GetValueOrDefault(200) > answered.Values.Sum() / 20, JsonSerializer.Serialize(answered));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 * 1024 * 1024);
    }

    static string? Complaint(FuzzRequest request, Reply reply)
    {
        if (reply.Code >= 500)
        {
            return "The server broke:";
        }

        var isJson = reply.Headers.GetValueOrDefault("Content-Type", "").Contains("json", StringComparison.Ordinal);
        if (isJson && reply.Body.Length > 0 && !Parses(reply.Body))
        {
            return "No JSON:";
        }

        if (reply.Code >= 400 && reply.Body.Length > 0 && !reply.Body.Contains("\"code\"", StringComparison.Ordinal))
        {
            return "An error of no shape:";
        }

        var shows = OfSouth.Any(word => reply.Body.Contains(word, StringComparison.Ordinal));
        return shows && request.Caller is ("ann" or "anon") ? "It shows South:" : null;
    }

    static bool Parses(string json)
    {
        try
        {
            JsonDocument.Parse(json).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary>
/// Sends what a grammar makes, half of it broken: whatever is sent, the answer is one of the protocol's, and never has
/// anything of another agency in it. <c>ATRIUM_FUZZ=100000</c> sends so many requests to each surface,
/// <c>ATRIUM_FUZZ_SEED</c> others than always.
/// </summary>
/// <param name="errorsSay">What an error's body has in it.</param>
/// <param name="secrets">What only others have; no request says any of it.</param>
sealed class Fuzzing(string errorsSay, params string[] secrets)
{
    const int AtOnce = 8;
    const int Batch = 250;

    readonly ConcurrentQueue<string> _wrong = new();
    readonly ConcurrentDictionary<int, int> _answered = new();

    /// <summary>Callers who may see the secrets.</summary>
    public string[] Trusted { get; init; } = [];

    /// <summary>Called before each 250 requests: what earlier ones have used up is made anew.</summary>
    public Func<Task> Before { get; init; } = () => Task.CompletedTask;

    /// <summary>Sends them, and checks every answer.</summary>
    /// <param name="usual">How many, where nothing is set.</param>
    /// <param name="grammarOf">Makes the grammar.</param>
    /// <param name="send">Sends one.</param>
    public async Task RunAsync(
        int usual, Func<Random, Grammar> grammarOf, Func<FuzzRequest, Task<FuzzReply>> send)
    {
        var random = new Random(Setting("ATRIUM_FUZZ_SEED", 20));
        var (grammar, breakage) = (grammarOf(random), new Breakage(random));
        var before = Memory();
        for (var (left, size) = (Setting("ATRIUM_FUZZ", usual), 0); left > 0; left -= size)
        {
            size = Math.Min(left, Batch);
            await Before();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, size).Select(_ => grammar.Next())
                    .Select(request => random.Next(2) == 0 ? breakage.Break(request) : request),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (request, _) => Check(request, await AnswerAsync(request, send)));
        }

        var (after, statuses) = (Memory(), string.Join(", ", _answered.OrderBy(each => each.Key)));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_answered.Values.Sum()} answers: {statuses}. MiB before and after: heap {before.Heap:0.0}, "
            + $"{after.Heap:0.0}; process {before.Process:0.0}, {after.Process:0.0}"));
        Assert.True(_wrong.IsEmpty, string.Join("\n", _wrong.Take(60)));
        // the grammar is worth its name: a good part of what it makes is understood
        Assert.True(_answered.GetValueOrDefault(200) > _answered.Values.Sum() / 20, statuses);
        Assert.InRange(after.Heap - before.Heap, double.MinValue, 64);
    }

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set)
            ? set : otherwise;

    static (double Heap, double Process) Memory() =>
        (GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, Environment.WorkingSet / 1048576.0);

    static async Task<FuzzReply> AnswerAsync(FuzzRequest request, Func<FuzzRequest, Task<FuzzReply>> send)
    {
        try
        {
            return await send(request);
        }
        catch (HttpRequestException e)
        {
            return new FuzzReply(0, $"{e.Message} {e.InnerException?.Message}", "", "");
        }
    }

    void Check(FuzzRequest request, FuzzReply reply)
    {
        _answered.AddOrUpdate(reply.Code, 1, (_, times) => times + 1);
        if (Complaint(request, reply) is { } complaint)
        {
            _wrong.Enqueue($"{complaint} {request} -> {reply.Code} {reply.Body}");
        }
    }

    string? Complaint(FuzzRequest request, FuzzReply reply)
    {
        if (reply.Code is 0 or >= 500)
        {
            return "The server broke:";
        }

        // what is stored may call itself JSON and be none
        var isStored = request.Path.StartsWith("/storage/v1/object/", StringComparison.Ordinal) && reply.Code < 400;
        var isJson = reply.Type.Contains("json", StringComparison.Ordinal);
        if (isJson && !isStored && reply.Body.Length > 0 && !Parses(reply.Body))
        {
            return "No JSON:";
        }

        if (reply.Code >= 400 && reply.Body.Length > 0 && !reply.Body.Contains(errorsSay, StringComparison.Ordinal))
        {
            return "An error of no shape:";
        }

        var shows = secrets.Any(word => reply.Body.Contains(word, StringComparison.Ordinal));
        return shows && !Trusted.Contains(request.Caller) ? "It shows what is another's:" : null;
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

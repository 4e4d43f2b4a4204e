using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Atrium.Database.Demo.Texts;

/// <summary>One topic of the text files: a subject, and variants of what people say by kind of line.</summary>
sealed record DemoTopic(string Subject, IReadOnlyDictionary<string, IReadOnlyList<string>> Lines)
{
    public IReadOnlyList<string> Of(string kind) => Lines.TryGetValue(kind, out var lines) ? lines : [];
}

/// <summary>The words of the demo, kept as text beside this file and embedded in the assembly.</summary>
static class DemoTexts
{
    static readonly ConcurrentDictionary<string, List<DemoTopic>> Files = new();
    static readonly ConcurrentDictionary<(string Name, int Part), IReadOnlyList<string[]>> Tables = new();

    public static IReadOnlyList<DemoTopic> Topics { get; } =
        [.. Topic("briefs-and-creative"), .. Topic("running-and-results"), .. Topic("contracts-and-care")];

    public static DemoTopic Greetings { get; } = Topic("greetings")[0];

    /// <summary>The topic of that subject in a file.</summary>
    public static DemoTopic Topic(string name, string subject) => Files.GetOrAdd(name, Topic)
        .First(topic => topic.Subject == subject);

    /// <summary>All topics of a file, in its order.</summary>
    public static IReadOnlyList<DemoTopic> All(string name) => Files.GetOrAdd(name, Topic);

    /// <summary>Rows of a table file, cell by cell, of the part before or after its line of dashes.</summary>
    public static IReadOnlyList<string[]> Table(string name, int part) => Tables.GetOrAdd((name, part), of =>
        [.. Text(of.Name).Split("---\n")[of.Part].Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))]);

    /// <summary>Puts values in place of <c>{names}</c>; what has no value stays as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder(text);
        foreach (var (name, value) in values)
        {
            filled.Replace("{" + name + "}", value);
        }

        return filled.ToString();
    }

    static List<DemoTopic> Topic(string name)
    {
        List<DemoTopic> topics = [];
        foreach (var block in Text(name).Split("\n## ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length > 1)
            {
                var said = lines.Skip(1).Select(line => line.Split(": ", 2)).GroupBy(line => line[0], line => line[1]);
                topics.Add(new(lines[0], said.ToDictionary(
                    kind => kind.Key, IReadOnlyList<string> (kind) => [.. kind])));
            }
        }

        return topics;
    }

    static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"demo/{name}.txt")
            ?? throw new InvalidOperationException($"The text {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}

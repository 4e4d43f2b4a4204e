namespace Atrium.Gateway.Tests.Fuzz;

/// <summary>Makes requests of one surface, most of which mean something.</summary>
abstract class Grammar(Random random)
{
    /// <summary>The next request.</summary>
    public abstract FuzzRequest Next();

    protected Random Random => random;

    /// <summary>Adds a part to so many of twenty.</summary>
    protected void Add(List<string> parts, int weight, Func<string> part)
    {
        if (random.Next(20) < weight)
        {
            parts.Add(part());
        }
    }

    protected string One(params string[] choices) => choices[random.Next(choices.Length)];
}

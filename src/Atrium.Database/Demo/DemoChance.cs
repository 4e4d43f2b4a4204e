using System.Security.Cryptography;
using System.Text;

namespace Atrium.Database.Demo;

/// <summary>The generator's dice: seeded by a name, so that one part can grow without moving the others.</summary>
sealed class DemoChance(string seed)
{
    readonly Random _random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(seed))));

    /// <summary>An id that is the same for the same name, of version 8.</summary>
    public static Guid Id(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Percent(double percent) => _random.NextDouble() * 100 < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>So many different ones, in the order of the list.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> from, int count)
    {
        var indexes = Enumerable.Range(0, from.Count).ToArray();
        _random.Shuffle(indexes);
        return [.. indexes.Take(count).Order().Select(index => from[index])];
    }

    /// <summary>A moment of a working day, between 7 and 17 o'clock UTC; weekends move to Monday.</summary>
    public DateTimeOffset WorkingMoment(DateOnly day)
    {
        var workday = day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
        return new(workday.ToDateTime(new(_random.Next(7, 17), _random.Next(60), _random.Next(60))), TimeSpan.Zero);
    }
}

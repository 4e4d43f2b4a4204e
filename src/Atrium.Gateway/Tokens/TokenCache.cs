using System.Collections.Concurrent;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// Remembers verified tokens, a bounded number of them. Two generations: when the young one is full it becomes the old
/// one, and what nobody asked for since then is gone. A token in use moves up again.
/// </summary>
/// <param name="capacity">Tokens kept at most.</param>
sealed class TokenCache(int capacity)
{
    readonly int _generation = Math.Max(1, capacity / 2);
    volatile ConcurrentDictionary<string, VerifiedToken> _young = new(StringComparer.Ordinal);
    volatile ConcurrentDictionary<string, VerifiedToken> _old = new(StringComparer.Ordinal);

    /// <summary>Tokens kept now.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>What <paramref name="token"/> said when it was verified; null when it isn't remembered.</summary>
    public VerifiedToken? Find(ReadOnlySpan<char> token) =>
        _young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var young) ? young
        : _old.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var old) ? old
        : null;

    /// <summary>Keeps <paramref name="verified"/> for <paramref name="token"/>.</summary>
    public void Remember(ReadOnlySpan<char> token, VerifiedToken verified)
    {
        var young = _young;
        if (!young.GetAlternateLookup<ReadOnlySpan<char>>().TryAdd(token, verified) || young.Count <= _generation)
        {
            return;
        }

        // Two threads may do this at once; the worst that comes of it is that tokens are verified again.
        _old = young;
        _young = new ConcurrentDictionary<string, VerifiedToken>(StringComparer.Ordinal);
    }
}

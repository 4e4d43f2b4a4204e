namespace Atrium.Gateway.Auth.Factors;

/// <summary>
/// The bytes of a QR code of level L: the text, padded, cut into blocks, each with its error correction.
/// </summary>
static class QrBlocks
{
    // By version, from 1.
    static readonly int[] CorrectionBytes = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26];
    static readonly int[] Blocks = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4];

    /// <summary>How many bytes of text a version holds.</summary>
    public static int Capacity(int version) => DataBytes(version) - (version < 10 ? 2 : 3);

    /// <summary>All bytes of a code, in the order they are drawn.</summary>
    public static byte[] Of(byte[] text, int version)
    {
        var data = Padded(text, version);
        var (count, correction) = (Blocks[version - 1], CorrectionBytes[version - 1]);
        var divisor = Divisor(correction);
        var (shortest, longer) = (data.Length / count, data.Length % count);
        var blocks = new List<(byte[] Data, byte[] Correction)>();
        for (var (i, at) = (0, 0); i < count; i++)
        {
            // The longer blocks come last.
            var block = data[at..(at += shortest + (i >= count - longer ? 1 : 0))];
            blocks.Add((block, Remainder(block, divisor)));
        }

        return
        [
            .. Enumerable.Range(0, shortest + 1).SelectMany(i =>
                blocks.Where(b => i < b.Data.Length).Select(b => b.Data[i])),
            .. Enumerable.Range(0, correction).SelectMany(i => blocks.Select(b => b.Correction[i])),
        ];
    }

    static byte[] Padded(byte[] text, int version)
    {
        // Mode "bytes" in 4 bits, the length in 8 or 16, the text, and at least 4 bits of nothing.
        var nibbles = new List<int> { 4 };
        for (var shift = version < 10 ? 4 : 12; shift >= 0; shift -= 4)
        {
            nibbles.Add((text.Length >> shift) & 15);
        }

        foreach (var each in text)
        {
            nibbles.AddRange([each >> 4, each & 15]);
        }

        nibbles.Add(0);
        var bytes = nibbles.Chunk(2).Select(pair => (byte)((pair[0] << 4) | (pair.Length > 1 ? pair[1] : 0))).ToList();
        for (var pad = 0xec; bytes.Count < DataBytes(version); pad ^= 0xec ^ 0x11)
        {
            bytes.Add((byte)pad);
        }

        return [.. bytes];
    }

    static int DataBytes(int version) =>
        (Modules(version) / 8) - (Blocks[version - 1] * CorrectionBytes[version - 1]);

    static int Modules(int version)
    {
        var all = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var alignment = (version / 7) + 2;
            all -= (((25 * alignment) - 10) * alignment) - 55;
        }

        return version >= 7 ? all - 36 : all;
    }

    // Reed and Solomon's codes over the field of 256 with x^8 + x^4 + x^3 + x^2 + 1.
    static byte[] Divisor(int degree)
    {
        var divisor = new byte[degree];
        divisor[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                divisor[j] = (byte)(Product(divisor[j], root) ^ (j + 1 < degree ? divisor[j + 1] : 0));
            }

            root = Product(root, 2);
        }

        return divisor;
    }

    static byte[] Remainder(byte[] data, byte[] divisor)
    {
        var rest = new byte[divisor.Length];
        foreach (var each in data)
        {
            var factor = (byte)(each ^ rest[0]);
            rest = [.. rest[1..], 0];
            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] ^= Product(divisor[i], factor);
            }
        }

        return rest;
    }

    static byte Product(int x, int y)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11d);
            product ^= ((y >> i) & 1) * x;
        }

        return (byte)product;
    }
}

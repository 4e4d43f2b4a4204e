using System.Globalization;
using System.Text;

namespace Atrium.Gateway.Auth.Factors;

/// <summary>
/// A text as a QR code (ISO/IEC 18004): bytes, error correction level L, versions 1 to 13, which hold 425 bytes; always
/// the mask of a chequerboard, which every reader takes.
/// </summary>
sealed class QrCode
{
    const int Largest = 13;
    const int Quiet = 4;

    readonly int _size;
    readonly bool[,] _dark;
    readonly bool[,] _fixed;

    QrCode(int version)
    {
        _size = (version * 4) + 17;
        (_dark, _fixed) = (new bool[_size, _size], new bool[_size, _size]);
    }

    /// <summary>The picture: an SVG of one path, a module being a unit.</summary>
    /// <param name="text">Up to 425 bytes.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public static string Svg(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = Enumerable.Range(1, Largest).FirstOrDefault(v => bytes.Length <= QrBlocks.Capacity(v));
        if (version == 0)
        {
            throw new ArgumentException("The text is too long for a picture.", nameof(text));
        }

        var code = new QrCode(version);
        code.DrawPatterns(version);
        code.DrawBits(QrBlocks.Of(bytes, version));
        return code.Draw();
    }

    void DrawPatterns(int version)
    {
        for (var i = 0; i < _size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }

        Finder(3, 3);
        Finder(_size - 4, 3);
        Finder(3, _size - 4);
        var places = AlignmentPlaces(version);
        foreach (var (x, y) in places.SelectMany(x => places.Select(y => (x, y))))
        {
            // Three corners hold finders.
            if (!((x == 6 && (y == 6 || y == _size - 7)) || (x == _size - 7 && y == 6)))
            {
                Square(x, y, 2, distance => distance != 1);
            }
        }

        Format();
        if (version >= 7)
        {
            Version(version);
        }
    }

    void Finder(int x, int y) => Square(x, y, 4, distance => distance is not 2 and not 4);

    void Square(int x, int y, int reach, Func<int, bool> isDark)
    {
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                if (x + dx >= 0 && x + dx < _size && y + dy >= 0 && y + dy < _size)
                {
                    Set(x + dx, y + dy, isDark(Math.Max(Math.Abs(dx), Math.Abs(dy))));
                }
            }
        }
    }

    int[] AlignmentPlaces(int version)
    {
        if (version == 1)
        {
            return [];
        }

        var count = (version / 7) + 2;
        var step = ((version * 4) + (count * 2) + 1) / ((count * 2) - 2) * 2;
        return [6, .. Enumerable.Range(0, count - 1).Select(i => _size - 7 - (i * step))];
    }

    // Level L and mask 0, with their own error correction, twice.
    void Format()
    {
        const int data = 0b01_000;
        var rest = data;
        for (var i = 0; i < 10; i++)
        {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        }

        var bits = ((data << 10) | rest) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var dark = ((bits >> i) & 1) == 1;
            Set(8, i < 6 ? i : i < 8 ? i + 1 : _size - 15 + i, dark);
            Set(i < 8 ? _size - 1 - i : i == 8 ? 7 : 14 - i, 8, dark);
        }

        Set(8, _size - 8, true);
    }

    void Version(int version)
    {
        var rest = version;
        for (var i = 0; i < 12; i++)
        {
            rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
        }

        var bits = (version << 12) | rest;
        for (var i = 0; i < 18; i++)
        {
            var (near, far) = (i / 3, _size - 11 + (i % 3));
            Set(near, far, ((bits >> i) & 1) == 1);
            Set(far, near, ((bits >> i) & 1) == 1);
        }
    }

    // Two columns at a time from the right, up and down by turns, past the fixed patterns.
    void DrawBits(byte[] bytes)
    {
        var at = 0;
        for (var right = _size - 1; right >= 1; right -= 2)
        {
            right = right == 6 ? 5 : right;
            var upward = ((right + 1) & 2) == 0;
            for (var i = 0; i < _size * 2; i++)
            {
                var (x, y) = (right - (i % 2), upward ? _size - 1 - (i / 2) : i / 2);
                if (!_fixed[x, y])
                {
                    var bit = at < bytes.Length * 8 && ((bytes[at / 8] >> (7 - (at % 8))) & 1) == 1;
                    _dark[x, y] = bit ^ ((x + y) % 2 == 0);
                    at++;
                }
            }
        }
    }

    void Set(int x, int y, bool dark) => (_dark[x, y], _fixed[x, y]) = (dark, true);

    string Draw()
    {
        var path = new StringBuilder();
        for (var y = 0; y < _size; y++)
        {
            for (var x = 0; x < _size; x++)
            {
                if (_dark[x, y])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x + Quiet} {y + Quiet}h1v1h-1z");
                }
            }
        }

        var side = _size + (Quiet * 2);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">"
            + $"<rect width=\"{side}\" height=\"{side}\" fill=\"white\"/><path d=\"{path}\" fill=\"black\"/></svg>");
    }
}

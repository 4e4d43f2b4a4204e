using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Auth.Factors;

namespace Atrium.Gateway.Tests.Auth.Factors;

public sealed class TotpTests
{
    static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Secret, seconds / 30, digits: 8));

    [Theory]
    [InlineData(-2, null)]
    [InlineData(-1, -1L)]
    [InlineData(0, 0L)]
    [InlineData(1, 1L)]
    [InlineData(2, null)]
    public void A_code_is_known_half_a_minute_early_and_late(int off, long? match)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        var step = Totp.StepOf(now);

        Assert.Equal(match + step, Totp.Match(Secret, Totp.Code(Secret, step + off), now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("ÄÖÜßé€")]
    public void What_is_no_code_matches_nothing(string code) =>
        Assert.Null(Totp.Match(Secret, code, DateTimeOffset.UnixEpoch.AddDays(1)));

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void Base32_is_that_of_RFC_4648(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded.ToLowerInvariant())!));
        Assert.Null(Base32.Decode(encoded + "1"));
    }

    // What these pictures hold was read back with another program when they were recorded.
    [Theory]
    [InlineData(1, "76b0c45ae126e512")]
    [InlineData(40, "7270f874c86b6770")]
    [InlineData(106, "69c966cd2d09aa33")]
    [InlineData(150, "229c747c85f5edfc")]
    [InlineData(271, "c765927ac737aa62")]
    [InlineData(425, "8de254e4ce19f573")]
    public void A_picture_is_the_one_that_was_read(int length, string picture)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i * 7 % 90))));

        var svg = QrCode.Svg(text);

        Assert.Equal(picture, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(svg)))[..16]);
    }
}

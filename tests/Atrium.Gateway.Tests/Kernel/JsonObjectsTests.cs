using System.Text;

namespace Atrium.Gateway.Tests.Kernel;

public sealed class JsonObjectsTests
{
    [Theory]
    [InlineData("""{"a":[1,{"b":"é \ud83e\udd8a \u0000"}]}""", true)]
    [InlineData("""{"a":"\ud800"}""", false)]
    [InlineData("""{"\udc00":1}""", false)]
    [InlineData("""{"a":["\ud83e\ud83e"]}""", false)]
    [InlineData("""{"a":1""", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void An_object_is_read_and_texts_that_are_none_are_refused(string json, bool reads) =>
        Assert.Equal(reads, JsonObjects.Parse(Encoding.UTF8.GetBytes(json)) is not null);

    [Fact]
    public void Bytes_outside_utf_8_are_refused()
    {
        Assert.Null(JsonObjects.Parse((byte[])[.. "{\"a\":\""u8, 0xff, .. "\"}"u8]));
        Assert.Null(JsonObjects.Parse((byte[])[.. "{\""u8, 0xed, 0xa0, 0x80, .. "\":1}"u8]));
    }

    [Fact]
    public void An_object_is_as_deep_as_it_may_be() =>
        Assert.Equal(
            (true, false), (JsonObjects.Parse("{\"a\":{}}"u8.ToArray(), 2) is not null,
                JsonObjects.Parse("{\"a\":{\"b\":{}}}"u8.ToArray(), 2) is not null));
}

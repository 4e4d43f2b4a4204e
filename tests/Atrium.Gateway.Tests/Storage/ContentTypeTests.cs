using System.Text;
using Atrium.Gateway.Storage.Typing;

namespace Atrium.Gateway.Tests.Storage;

/// <summary>What a file is kept as, from what was declared and what its first bytes say.</summary>
public sealed class ContentTypeTests
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Theory]
    [InlineData("image/png", "\u0089PNG\r\n\u001a\n", "a.png", "image/png")]
    [InlineData("text/plain;charset=UTF-8", "\u0089PNG\r\n\u001a\n", "a.png", "image/png")]
    [InlineData("image/png", "<!DOCTYPE html><p>", "a.png", "text/html")]
    [InlineData("text/plain", "  \n<script>x</script>", "a.txt", "text/html")]
    [InlineData("image/png", "<?xml version=\"1.0\"?><!-- x --><svg>", "a.png", "image/svg+xml")]
    [InlineData("image/jpeg", "just words", "a.jpg", "text/plain")]
    [InlineData("image/jpeg", "\u0001\u0002\u0000", "a.jpg", "application/octet-stream")]
    [InlineData("text/csv", "a,b\n1,2", "a.csv", "text/csv")]
    [InlineData("text/csv", "a\u0000b", "a.csv", "application/octet-stream")]
    [InlineData("application/octet-stream", "a,b", "a.csv", "text/csv")]
    [InlineData("", "PK\u0003\u0004", "a.docx", Docx)]
    [InlineData(Docx, "PK\u0003\u0004", "a.docx", Docx)]
    [InlineData(Docx, "words", "a.docx", "text/plain")]
    [InlineData("image/png", "PK\u0003\u0004", "a.png", "application/zip")]
    [InlineData("image/jpg", "\u00ff\u00d8\u00ff", "a.jpg", "image/jpeg")]
    [InlineData("application/pdf", "%PDF-1.7", "a.pdf", "application/pdf")]
    [InlineData("text/plain", "MZ\u0090\u0000", "a.txt", "application/x-executable")]
    [InlineData("audio/mp4", "\u0000\u0000\u0000\u0020ftypisom", "a.m4a", "audio/mp4")]
    [InlineData("nonsense", "\u0001", "a", "application/octet-stream")]
    [InlineData("model/gltf-binary", "glTF\u0002\u0000", "a.glb", "model/gltf-binary")]
    public void A_lie_is_found_out(string declared, string bytes, string name, string kept) =>
        Assert.Equal(kept, ContentTypes.Settle(declared, Encoding.Latin1.GetBytes(bytes), name));

    [Fact]
    public void Nothing_makes_it_stumble()
    {
        var chance = new Random(7);
        for (var n = 0; n < 20_000; n++)
        {
            var bytes = new byte[chance.Next(0, 40)];
            chance.NextBytes(bytes);
            if (n % 2 == 0)
            {
                Encoding.ASCII.GetBytes("<?xml <!--").AsSpan(0, Math.Min(10, bytes.Length)).CopyTo(bytes);
            }

            var type = ContentTypes.Settle(n % 3 == 0 ? "image/png" : "text/plain", bytes, "x.png");
            Assert.True(ContentTypes.IsPattern(type) && ContentTypes.IsAllowed(["*/*", type], type));
        }
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/xml")]
    [InlineData("text/javascript")]
    [InlineData("application/xhtml+xml")]
    public void What_a_browser_would_run_is_saved(string type) => Assert.False(ContentTypes.IsShown(type));
}

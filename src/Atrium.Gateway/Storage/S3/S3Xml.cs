using System.Xml;
using System.Xml.Linq;

namespace Atrium.Gateway.Storage.S3;

/// <summary>Reads what the service says about itself and its objects.</summary>
static class S3Xml
{
    const int MostCharacters = 16 << 20;

    static readonly XmlReaderSettings Plain = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        MaxCharactersInDocument = MostCharacters,
    };

    /// <summary>The body of an answer; null where it can't be read, or not in time.</summary>
    public static async Task<XElement?> ReadAsync(
        HttpResponseMessage answer, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
            using var xml = XmlReader.Create(body, Plain);
            return (await XDocument.LoadAsync(xml, LoadOptions.None, limit.Token)).Root;
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What an element right below says, in whatever namespace; empty where there is none.</summary>
    public static string Text(this XElement element, string name) =>
        element.Elements().FirstOrDefault(each => each.Name.LocalName == name)?.Value ?? "";
}

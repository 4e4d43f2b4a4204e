using System.Globalization;
using System.Xml.Linq;

namespace Atrium.Gateway.Storage.S3;

/// <summary>A page of a list of objects.</summary>
/// <param name="Objects">Names, and when they were last written.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
sealed record S3Page(IReadOnlyList<(string Key, DateTimeOffset WrittenAt)> Objects, string? Next)
{
    /// <summary>From what the service says; null where that is no list.</summary>
    public static S3Page? Of(XElement? said)
    {
        if (said?.Name.LocalName != "ListBucketResult")
        {
            return null;
        }

        List<(string, DateTimeOffset)> objects = [];
        foreach (var each in said.Elements().Where(each => each.Name.LocalName == "Contents"))
        {
            if (!DateTimeOffset.TryParse(
                each.Text("LastModified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return null;
            }

            objects.Add((each.Text("Key"), at));
        }

        return new S3Page(objects, said.Text("NextContinuationToken") is { Length: > 0 } next ? next : null);
    }
}

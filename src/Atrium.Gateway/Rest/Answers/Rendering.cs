using System.Globalization;
using System.Text.Json;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Running;

namespace Atrium.Gateway.Rest.Answers;

/// <summary>The render stage: from a result to the answer. The body stays as PostgreSQL made it.</summary>
static class Rendering
{
    public static Answer Render(Plan plan, RestRequest request, RestResult result)
    {
        if (plan.Form.Explain is not null)
        {
            return new Answer(200, plan.Form.ContentType, result.Body);
        }

        var answer = plan.Kind switch
        {
            PlanKind.Read => Rows(plan, request, result),
            PlanKind.Call => Call(plan, request, result),
            PlanKind.Insert => Written(plan, request, result, 201, 201) with
            {
                ContentRange = Range(request, result, false),
            },
            PlanKind.Upsert => Written(plan, request, result, Created(result), Created(result)) with
            {
                ContentRange = Range(request, result, false),
            },
            PlanKind.Put => Written(plan, request, result, Created(result), result.Inserted > 0 ? 201 : 204),
            PlanKind.Update => Written(plan, request, result, 200, 204) with
            {
                ContentRange = Range(request, result, true),
            },
            PlanKind.Delete => Written(plan, request, result, 200, 204) with
            {
                ContentRange = Range(request, result, false),
            },
            _ => throw new InvalidOperationException(),
        };
        return Adjust(answer, result) with
        {
            Applied = request.Preferences.Applied(plan.Kind, plan.Resolves),
            ContentLocation = request.CanonicalPath is { } path && request.IsRead ? path : null,
            Location = result.Key is { } key && answer.Status == 201 ? Location(plan, request, key) : null,
        };
    }

    static Answer Rows(Plan plan, RestRequest request, RestResult result)
    {
        if (plan.Form.IsSingular && result.Page != 1)
        {
            throw RestErrors.NotSingular(result.Page);
        }

        var total = plan.Counting.Total(result.Total, result.Planned, request.Offset + result.Page);
        return new Answer(Status(request, result.Page, total), plan.Form.ContentType, result.Body)
        {
            ContentRange = ContentRange(request.Offset, result.Page, total),
        };
    }

    static Answer Call(Plan plan, RestRequest request, RestResult result)
    {
        if (plan.IsVoid)
        {
            return new Answer(204, null, default);
        }

        return plan.IsSingle
            ? new Answer(200, plan.Form.ContentType, result.Body)
            {
                ContentRange = ContentRange(0, 1, request.Preferences.Count is null ? null : 1),
            }
            : Rows(plan, request, result);
    }

    static Answer Written(Plan plan, RestRequest request, RestResult result, int withBody, int without) =>
        request.Preferences.Return == Return.Representation
            ? new Answer(withBody, plan.Form.ContentType, result.Body)
            : new Answer(without, null, default);

    static int Created(RestResult result) => result.Inserted > 0 ? 201 : 200;

    static int Status(RestRequest request, long page, long? total) => total switch
    {
        null => 200,
        { } all when request.Offset > all => throw RestErrors.BadRange(request.Offset, all),
        { } all when page < all => 206,
        _ => 200,
    };

    static string Range(RestRequest request, RestResult result, bool withRows)
    {
        long? total = request.Preferences.Count is null ? null : result.Page;
        return ContentRange(0, withRows ? result.Page : 0, total);
    }

    static string ContentRange(long offset, long page, long? total)
    {
        var rows = page == 0 ? "*" : string.Create(CultureInfo.InvariantCulture, $"{offset}-{offset + page - 1}");
        return $"{rows}/{total?.ToString(CultureInfo.InvariantCulture) ?? "*"}";
    }

    static string Location(Plan plan, RestRequest request, string?[] key) =>
        $"/{Uri.EscapeDataString(request.Target)}?" + string.Join('&', plan.LocationKeys.Zip(key, (name, value) =>
            $"{Uri.EscapeDataString(name)}={(value is null ? "is.null" : "eq." + Uri.EscapeDataString(value))}"));

    // A function may set its answer's status and headers, as with PostgREST.
    static Answer Adjust(Answer answer, RestResult result)
    {
        if (result.Status is { } text)
        {
            answer = int.TryParse(text, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599
                ? answer with { Status = status }
                : throw RestErrors.Of(500, "PGRST112", "response.status guc must be a valid status code");
        }

        return result.Headers is null ? answer : answer with { Headers = Headers(result.Headers) };
    }

    static List<KeyValuePair<string, string>> Headers(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return
            [
                .. parsed.RootElement.EnumerateArray().SelectMany(header => header.EnumerateObject())
                    .Select(header => KeyValuePair.Create(header.Name, header.Value.GetString() ?? "")),
            ];
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw RestErrors.Of(
                500,
                "PGRST111",
                "response.headers guc must be a JSON array composed of objects with a single key and a string value");
        }
    }
}

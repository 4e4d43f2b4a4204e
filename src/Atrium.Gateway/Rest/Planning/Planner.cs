using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Schema;
using Atrium.Gateway.Rest.Sql;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>
/// Makes the plan of a request: what it names is looked up, and its SQL written. Values play no part.
/// </summary>
static class Planner
{
    public static Plan Plan(Catalogue catalogue, RestRequest request, RestOptions options)
    {
        if (request.IsCall)
        {
            return CallPlanner.Plan(catalogue, request, options);
        }

        var relation = catalogue.Find(request.Schema, request.Target) ?? throw RestErrors.NoRelation(
            request.Schema, request.Target, catalogue.Near(request.Schema, request.Target));
        var form = Form.Choose(
            catalogue,
            request,
            relation.Name,
            type => type is not (MediaType.Text or MediaType.Bytes or MediaType.OpenApi),
            options);
        return request.Method switch
        {
            "GET" or "HEAD" => Read(catalogue, request, relation, form, options),
            "POST" => new MutatePlanner(catalogue, request, relation, form, options).Insert(),
            "PATCH" => new MutatePlanner(catalogue, request, relation, form, options).Update(),
            "PUT" => new MutatePlanner(catalogue, request, relation, form, options).Put(),
            "DELETE" => new MutatePlanner(catalogue, request, relation, form, options).Delete(),
            _ => throw RestErrors.BadMethod(request.Method),
        };
    }

    static Plan Read(
        Catalogue catalogue, RestRequest request, Relation relation, Form form, RestOptions options)
    {
        var source = SqlNames.Quote(relation.Schema, relation.Name);
        var root = new ReadPlanner(catalogue, request.Query, options).Root(relation, source, relation.Name, true);
        root = root with
        {
            HasOffset = request.Offset > 0,
            IsLimited = request.Limit is not null,
            Limit = request.UsualLimit,
        };
        root = ListKeys.Apply(root, request.Caller.Role);
        var counting = Counting.Of(request.Preferences.Count, options);
        return new Plan(ResultSql.Read(root, form, counting, options.IsLiteral), PlanKind.Read, form)
        {
            Newest = root.UsesListKey ? relation.Name : null,
            Few = root.UsesListKey && relation.IsNarrowed
                ? ResultSql.Read(
                    root with { UsesListKey = false, UsesFewIds = true }, form, counting, options.IsLiteral)
                : null,
            Counting = counting,
            Estimate = counting.IsPlanned ? ResultSql.Estimate(root) : null,
        };
    }
}

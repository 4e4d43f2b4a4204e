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
            return CallPlanner.Plan(catalogue, request);
        }

        var relation = catalogue.Find(request.Schema, request.Target) ?? throw RestErrors.NoRelation(
            request.Schema, request.Target, catalogue.Near(request.Schema, request.Target));
        if (request.Accept is MediaType.Text or MediaType.Bytes or MediaType.OpenApi)
        {
            throw RestErrors.NotAcceptable(request.Accept.ContentType());
        }

        return request.Method switch
        {
            "GET" or "HEAD" => Read(catalogue, request, relation),
            "POST" => MutatePlanner.Insert(catalogue, request, relation),
            "PATCH" => MutatePlanner.Update(catalogue, request, relation, options),
            "PUT" => MutatePlanner.Put(catalogue, request, relation),
            "DELETE" => MutatePlanner.Delete(catalogue, request, relation, options),
            _ => throw RestErrors.BadMethod(request.Method),
        };
    }

    static Plan Read(Catalogue catalogue, RestRequest request, Relation relation)
    {
        var source = SqlNames.Quote(relation.Schema, relation.Name);
        var root = new ReadPlanner(catalogue, request.Query).Root(relation, source, relation.Name, true);
        root = ListKeys.Apply(root with { HasOffset = request.Offset > 0 }, request.Caller.Role);
        return new Plan(ResultSql.Read(root, request.Accept, request.Preferences.Count), PlanKind.Read)
        {
            ReadsNewest = root.UsesListKey,
        };
    }
}

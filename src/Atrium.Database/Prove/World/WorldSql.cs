namespace Atrium.Database.Prove.World;

/// <summary>What runs in the server while the world is made: temporary, and gone with the transaction.</summary>
static class WorldSql
{
    /// <summary>Where each row of the world stands; attacks are judged by what became of these places.</summary>
    public const string Rows = """
        create temporary table prove_rows (
          n int primary key, rel oid not null, part oid not null, place tid not null, agency text not null
        ) on commit drop
        """;

    /// <summary>Operators' statements keep to those places.</summary>
    public const string Readable = "grant select on pg_temp.prove_rows to service_role";

    /// <summary>
    /// Tries values: for each of the columns asked for, those that its own checks allow.
    /// </summary>
    public const string Fitting = """
        create function pg_temp.prove_fitting(cases jsonb) returns table (n int, choice int) language plpgsql as $$
        declare
          one jsonb;
          fits boolean;
          tried int;
        begin
          for one in select * from jsonb_array_elements(cases) loop
            n := (one ->> 'n')::int;
            for tried in 0 .. jsonb_array_length(one -> 'values') - 1 loop
              begin
                execute format('select (%s) is not false from jsonb_populate_record(null::%s, $1) as r',
                  one ->> 'condition', one ->> 'target')
                  into fits using jsonb_build_object(one ->> 'column', one -> 'values' -> tried);
                if fits then
                  choice := tried;
                  return next;
                end if;
              exception when others then
                null; -- not a value of this type
              end;
            end loop;
          end loop;
        end $$
        """;

    /// <summary>Makes rows of one table: for each case the first of its forms that every constraint allows.</summary>
    public const string Fill = """
        create function pg_temp.prove_fill(target text, cases jsonb)
        returns table (n int, form int, made text, fault text) language plpgsql as $$
        declare
          one jsonb;
          shape jsonb;
          columns text;
          found_part oid;
          found_place tid;
        begin
          for one in select * from jsonb_array_elements(cases) loop
            n := (one ->> 'n')::int;
            made := null;
            fault := null;
            form := -1;
            for shape in select * from jsonb_array_elements(one -> 'forms') loop
              form := form + 1;
              continue when shape = 'null';
              begin
                select string_agg(quote_ident(key), ', ') into columns from jsonb_object_keys(shape) as key;
                execute format('insert into %s as t (%s) overriding system value select %2$s from'
                  ' jsonb_populate_record(null::%1$s, $1)'
                  ' returning t.tableoid, t.ctid, to_jsonb(t)::text', target, columns)
                  into found_part, found_place, made using shape;
                insert into pg_temp.prove_rows values
                  (n, target::regclass, found_part, found_place, one ->> 'agency');
                exit;
              exception
                when unique_violation or exclusion_violation then
                  made := null;
                  fault := sqlerrm;
                  exit;
                when others then
                  made := null;
                  fault := left(coalesce(fault || e'\n', '') || sqlerrm, 1000);
              end;
            end loop;
            return next;
          end loop;
        end $$
        """;
}

using System.Text;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

/// <summary>Generates bodies of inbound events, mostly good, with the faults that producers make.</summary>
internal static class EventTexts
{
    private static readonly Gen<string> Nasty = Gen.OneOf(
        "null", "true", "\"\"", "\" \"", "1e3", "1E+3", "-0", "-0.0", "-5", "0.001", "1.10", "10.0000", "12345678901234567890", "1e-7", "1e999",
        "1e1000", "1e0003", "0e999", "1000000000000000", "10000000000000.00", "10000000000000.01", "0.0000001", "0.000001", "2147483648", "1.0",
        "79228162514264337593543950336", "0.00000000000000000000000000001", "1000000000000", "1000000000000.000001", "1000000", "1000001",
        "1.0000000000000000000000000000000000000000000000000000000000000", "100000000000000000000000000000e-27", "0",
        "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"a\\u007f\"", "\"a\u0085b\"", "\"\\u0045UR\"", "\"EUR\"", "\"eur\"",
        "\"XXX\"", "\"ZZ\"", "\"DE\"", "\"D\\u0045\"", "\"XAU\"", "\"UK\"", "\"EU\"", "\"CLF\"", "\"chargeback\"", "\"Chargeback\"", "\"payment.authorised\"",
        "\"payment\\u002eauthorised\"", "\"payment.labelled\"", "\"x\\ud800\"", "\"de-DE\"", "\"x\"", "\"d\\u0065\"", "\"zh-Hant-TW\"", "\"de--DE\"", "\"-\"",
        "\"2024-02-30T00:00:00Z\"", "\"2024-02-29\"", "\"2024-02-29T12:00:00\"", "\"2024-02-29t12:00:00z\"", "\"2024-02-29T23:59:60Z\"",
        "\"2024-02-29T24:00:00Z\"", "\"2024-02-29T12:00:00.Z\"", "\"0001-01-01T00:00:00+00:01\"", "\"9999-12-31T23:59:59.9999999-14:00\"",
        "\"2024-02-29T12:00:00-00:00\"", "\"2024-02-29T12:00:00+14:01\"", "\"2024-02-29T12:00:00\\u005a\"", "\"0000-01-01T00:00:00Z\"",
        "{}", "[]", "[null]", "[{}]", "[[]]", "[1]", "[\"\"]", "[\"a\",\"\\ud800\"]", "{\"type\":1}", "[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":1}]",
        "[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":1,\"sku\":\"b\"}]", "[{\"sku\":\"a\",\"quantity\":0,\"unitPrice\":1}]",
        "[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":-1}]", "[{\"sku\":\"a\",\"quantity\":1.0,\"unitPrice\":1}]", "[{\"sku\":\"a\",\"quantity\":1}]",
        "[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":0.0000001,\"\\ud800\":1}]", "[{\"sku\":null,\"quantity\":1,\"unitPrice\":1}]",
        "[{\"s\\u006bu\":\"a\",\"quantity\":1,\"unitPrice\":1,\"more\":{\"sku\":1,\"sku\":2}}]",
        "\"" + new string('x', 128) + "\"", "\"" + new string('x', 129) + "\"", "\"" + new string('é', 128) + "\"", "\"" + new string('漢', 129) + "\"",
        "\"" + string.Concat(Enumerable.Repeat("\\u0041", 128)) + "\"", "\"" + string.Concat(Enumerable.Repeat("\\u0041", 129)) + "\"",
        "\"" + new string('q', 512) + "\"", "\"" + new string('q', 513) + "\"",
        "[" + string.Join(',', Enumerable.Repeat("{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":1}", 2_001)) + "]",
        "[" + string.Join(',', Enumerable.Repeat("\"a\"", 2_000)) + "]", "[" + string.Join(',', Enumerable.Repeat("\"a\"", 2_001)) + "]");

    private static readonly Gen<string> Number =
        from sign in Gen.OneOf("", "", "", "-")
        from whole in Gen.OneOf(Gen.Long[0, 2_000], Gen.Long[0, 2_000_000_000_000_000])
        from fraction in Gen.OneOf(Gen.Const(""), Gen.Char['0', '9'].Array[1, 7].Select(static digits => "." + new string(digits)))
        from exponent in Gen.OneOf(
            Gen.Const(""), Gen.Const(""), Gen.Int[-25, 25].Select(static power => $"e{power}"), Gen.Int[0, 25].Select(static power => $"E+{power}"))
        select $"{sign}{whole}{fraction}{exponent}";

    private static readonly Gen<string> Time =
        from month in Gen.Int[0, 13]
        from day in Gen.Int[0, 32]
        from hour in Gen.Int[0, 25]
        from second in Gen.Int[0, 61]
        from fraction in Gen.OneOf(Gen.Const(""), Gen.Char['0', '9'].Array[1, 12].Select(static digits => "." + new string(digits)))
        from offset in Gen.OneOf(Gen.Const("Z"), Gen.Int[-15, 15].Select(static hours => $"{(hours < 0 ? '-' : '+')}{Math.Abs(hours):00}:30"))
        select $"\"2024-{month:00}-{day:00}T{hour:00}:07:{second:00}{fraction}{offset}\"";

    /// <summary>Properties of the records that are not members, once and twice.</summary>
    private static readonly Gen<string> Odd =
        Gen.OneOf("total", "partitionKey", "eventId", "Type", "sku").SelectMany(static name => Gen.OneOf($"\"{name}\":1", $"\"{name}\":1,\"{name}\":\"x\""));

    private static readonly Gen<string> Id = Gen.Int[0, 30].Select(static number => $"\"id-{number}\"");

    private static readonly Gen<string> Item =
        from sku in Id
        from quantity in Gen.Int[1, 9]
        from price in Gen.Int[0, 9_999]
        select $$"""{"sku":{{sku}},"quantity":{{quantity}},"unitPrice":{{price / 100m}}}""";

    /// <summary>The body and the type in its properties, null when there is none.</summary>
    internal static readonly Gen<(byte[] Body, string? DeclaredType)> Events =
        from shape in Gen.OneOf([.. EventShape.Payments, .. EventShape.Clicks])
        from members in Gen.Select(
            Members(shape),
            Gen.Frequency((20, Gen.Const("")), (1, Member("x\\ud800")), (1, Member("unknown")), (1, Member("amoun\\u0074")), (1, Odd)))
        from order in Gen.Shuffle(members.Item1.Append(members.Item2).Where(static member => member.Length > 0).ToArray())
        from type in Gen.Frequency((6, Gen.Const(shape.Type)), (1, Gen.Const("")), (1, Gen.OneOf(EventTypes.PaymentLabelled, "x")))
        from declared in Gen.Frequency((3, Gen.Const((string?)null)), (3, Gen.Const((string?)shape.Type)), (1, Gen.Const((string?)EventTypes.CartAdded)))
        from first in Gen.Bool
        select (Encoding.UTF8.GetBytes(Body(order, type, first)), declared);

    /// <summary>Whole, good bodies.</summary>
    internal static readonly Gen<byte[]> GoodEvents =
        from shape in Gen.OneOf([.. EventShape.Payments, .. EventShape.Clicks])
        from members in Gen.Shuffle(Names(shape.Known).Select(static name => (Name: name, Value: Good(name))).ToArray())
        from values in Gen.Select(Values([.. members.Select(static member => member.Value)]), Gen.Bool)
        select Encoding.UTF8.GetBytes(Body([.. members.Select((member, at) => $"\"{member.Name}\":{values.Item1[at]}")], shape.Type, values.Item2));

    internal static IEnumerable<string> Names(ulong set) =>
        Enum.GetValues<EventMember>().Where(member => member is not (EventMember.None or EventMember.Type) && (set & EventMembers.Bit(member)) != 0)
            .Select(EventMembers.NameOf);

    private static Gen<string[]> Members(EventShape shape)
    {
        var required = Names(shape.Required).ToHashSet();
        var members = Names(shape.Known).Select(name => Gen.Frequency(
            (required.Contains(name) ? 1 : 30, Gen.Const("")),
            (required.Contains(name) ? 80 : 40, Good(name).Select(value => $"\"{name}\":{value}")),
            (2, Member(name)),
            (1, Good(name).Select(value => $"\"{name}\":{value},\"{name}\":{value}"))));
        return Values([.. members]);
    }

    private static Gen<string[]> Values(Gen<string>[] parts) =>
        parts.Aggregate(Gen.Const(Array.Empty<string>()), static (all, part) => Gen.Select(all, part, static (sofar, next) => sofar.Append(next).ToArray()));

    private static Gen<string> Member(string name) => Gen.OneOf(Nasty, Number, Time).Select(value => $"\"{name}\":{value}");

    private static string Body(IEnumerable<string> members, string type, bool first)
    {
        var stated = type.Length == 0 ? [] : new[] { $"\"type\":\"{type}\"" };
        return "{" + string.Join(first ? "," : " ,\n ", first ? stated.Concat(members) : members.Concat(stated)) + "}";
    }

    private static Gen<string> Good(string name) => name switch
    {
        "occurredAt" => Gen.Int[0, 59].Select(static minute => $"\"2024-03-01T10:{minute:00}:07.25+02:00\""),
        "amount" or "unitPrice" => Gen.Int[0, 100_000].Select(static units => $"{units}"),
        "currency" => Gen.OneOf("\"EUR\"", "\"JPY\"", "\"KWD\"", "\"USD\""),
        "language" => Gen.OneOf("\"de-DE\"", "\"pt-BR\"", "\"zh-Hant-TW\""),
        "label" => Gen.OneOf("\"chargeback\"", "\"confirmedFraud\"", "\"cleared\"", "\"returned\""),
        "items" => Item.Array[0, 4].Select(static items => $"[{string.Join(',', items)}]"),
        "skus" => Id.Array[0, 4].Select(static skus => $"[{string.Join(',', skus)}]"),
        "quantity" or "resultCount" or "position" => Gen.Int[1, 40].Select(static count => $"{count}"),
        "query" => Gen.OneOf("\"rote schuhe\"", "\"靴\"", "\"caf\\u00e9\""),
        "market" or "billingCountry" or "shippingCountry" or "ipCountry" or "issuerCountry" => Gen.OneOf("\"DE\"", "\"JP\"", "\"XK\""),
        _ => Id,
    };
}

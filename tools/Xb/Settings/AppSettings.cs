using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using XbFunctions.App;

namespace XbFunctions.Xb.Settings;

/// <summary>Every setting there is, read from the options classes and their documentation.</summary>
internal static class AppSettings
{
    /// <summary>Settings that the Functions host reads, and the connections; no options class has them.</summary>
    public static IReadOnlyList<AppSetting> Host { get; } =
    [
        new("FUNCTIONS_WORKER_RUNTIME", "text", string.Empty, "`dotnet-isolated`", "The kind of worker. Azure sets it by itself on Flex Consumption."),
        new("AzureWebJobsStorage", "connection string", string.Empty, string.Empty, "Storage of the host and of all state; `UseDevelopmentStorage=true` starts Azurite. Leave it out to use an identity."),
        new("AzureWebJobsStorage:accountName", "text", string.Empty, string.Empty, "Storage account that is reached with an identity, instead of a connection string."),
        new("AzureWebJobsStorage:credential", "text", string.Empty, "`managedidentity`", "How the account is reached."),
        new("AzureWebJobsStorage:clientId", "text", "the system-assigned identity", string.Empty, "Client id of the user-assigned identity."),
        new("EventHubs", "connection string", string.Empty, string.Empty, "Namespace that is consumed and published to; with `UseDevelopmentEmulator=true` the embedded hub opens. Leave it out to use an identity."),
        new("EventHubs:fullyQualifiedNamespace", "text", string.Empty, string.Empty, "Host name of a namespace that is reached with an identity, instead of a connection string."),
        new("EventHubs:credential", "text", string.Empty, "`managedidentity`", "How the namespace is reached."),
        new("EventHubs:clientId", "text", "the system-assigned identity", string.Empty, "Client id of the user-assigned identity."),
        new("RetrainFraudSchedule", "text", string.Empty, "NCRONTAB of six fields", "When `RetrainFraud` runs, such as `0 30 2 * * *` for half past two every night, UTC. Without it the host does not start."),
        new("RetrainForecastsSchedule", "text", string.Empty, "NCRONTAB of six fields", "When `RetrainForecasts` runs, such as `0 */30 3-6 * * *`: a call that runs out of time is gone on with by the next. Without it the host does not start."),
        new("TranslateCatalogueSchedule", "text", string.Empty, "NCRONTAB of six fields", "When `TranslateCatalogue` fills titles that items lack, such as `0 */10 * * * *`; `Translation:CatalogueCharacters` bounds a run. Without it the host does not start."),
        new("Pseudonyms:Previous:0:Key", "text", string.Empty, string.Empty, "A key of the pseudonyms that was in use before, base64; `:1:` and so on for older ones. People known under it are carried over (docs/operations.md)."),
        new("Pseudonyms:Previous:0:Id", "text", string.Empty, string.Empty, "Its id, as `xb keys id` prints it: a key with another id stops the start. Left out it is not checked."),
        new("DOTNET_GCgen0size", "hexadecimal number", "the runtime's choice", string.Empty, "Bytes allocated between two collections of the youngest generation; `0x8000000` is 128 MiB. An environment variable of the process: no settings file reaches it."),
        new("DOTNET_gcConcurrent", "number", "1", "`0`, `1`", "Whether old generations are collected beside the work. An environment variable of the process."),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", "text", string.Empty, string.Empty, "Where the Functions host and the app send traces, metrics and logs in Azure."),
        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "text", string.Empty, string.Empty, "Identity that telemetry is sent with."),
    ];

    /// <summary>Reads all settings.</summary>
    /// <returns>Those of the host first, then by section.</returns>
    public static IReadOnlyList<AppSetting> Read()
    {
        var documentation = new SettingDocumentation();
        var classes = Assemblies(typeof(AppServices).Assembly, [])
            .SelectMany(static assembly => assembly.GetExportedTypes())
            .Where(static type => type is { IsClass: true, IsAbstract: false } && SectionOf(type) is not null)
            .OrderBy(SectionOf, StringComparer.Ordinal);
        return [.. Host, .. classes.SelectMany(type => Read(type, SectionOf(type)!, documentation))];
    }

    private static IEnumerable<AppSetting> Read(Type type, string section, SettingDocumentation documentation)
    {
        var defaults = Activator.CreateInstance(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => IsSetting(property))
            .Select(property => new AppSetting(
                $"{section}:{property.Name}",
                KindOf(property.PropertyType),
                Text(property.GetValue(defaults)),
                Allowed(property),
                documentation.Of(property)));
    }

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? (string?)field.GetRawConstantValue() : null;

    // Lists of the code's own types are set by code only.
    private static bool IsSetting(PropertyInfo property) =>
        KindOf(property.PropertyType).Length > 0 && (property.SetMethod?.IsPublic == true || !IsScalar(property.PropertyType));

    private static bool IsScalar(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsPrimitive: true } or { IsEnum: true }
        || type == typeof(string) || (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan);

    private static string KindOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => "text",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(TimeSpan) => "time",
            { IsEnum: true } => "name",
            { IsPrimitive: true } => "number",
            _ when plain.IsAssignableTo(typeof(IEnumerable<string>)) => "list of texts",
            { IsGenericType: true } when plain.GetGenericTypeDefinition() == typeof(Dictionary<,>) && plain.GetGenericArguments()[1].IsPrimitive => "numbers by name",
            _ => string.Empty,
        };
    }

    private static string Allowed(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum:#,0.######} to {range.Maximum:#,0.######}")
        : (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsEnum: true } names
            ? string.Join(", ", Enum.GetNames(names).Select(static name => $"`{name}`"))
            : string.Empty;

    private static string Text(object? value) => value switch
    {
        null or "" => string.Empty,
        bool flag => flag ? "true" : "false",
        string text => $"`{text}`",
        System.Collections.IEnumerable => string.Empty,
        IFormattable number and not TimeSpan and not Enum => number.ToString("#,0.######", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static HashSet<Assembly> Assemblies(Assembly assembly, HashSet<Assembly> found)
    {
        if (found.Add(assembly))
        {
            foreach (var referenced in assembly.GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("XbFunctions.", StringComparison.Ordinal)))
            {
                Assemblies(Assembly.Load(referenced), found);
            }
        }

        return found;
    }
}

namespace XbFunctions.Host;

/// <summary>The parts of a started platform.</summary>
/// <param name="HttpAddress">Address of the HTTP functions; <see langword="null"/> in a process that answers none.</param>
/// <param name="RoutePrefix">Text between address and routes.</param>
/// <param name="Services">Storage and hub.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Functions">The functions of the app.</param>
/// <param name="Progress">How far they are, now.</param>
internal sealed record PlatformState(
    Uri? HttpAddress,
    string RoutePrefix,
    PlatformServices Services,
    FunctionKeys Keys,
    IReadOnlyList<FunctionDescriptor> Functions,
    Func<PlatformProgress> Progress);

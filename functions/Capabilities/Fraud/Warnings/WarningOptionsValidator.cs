using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Checks <see cref="WarningOptions"/> at start-up.</summary>
[OptionsValidator]
internal sealed partial class WarningOptionsValidator : IValidateOptions<WarningOptions>;

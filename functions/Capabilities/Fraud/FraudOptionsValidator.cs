using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Refuses bad fraud settings at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class FraudOptionsValidator : IValidateOptions<FraudOptions>;

using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Refuses bad settings of the synchronous score at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class FraudScoringOptionsValidator : IValidateOptions<FraudScoringOptions>;

/// One reason why Segment would drop a call without saying so, found before it is sent.
public struct Problem: Equatable, Sendable {
  /// The kinds of problem. Where Segment has a discard code for it, the raw value is that code
  /// (https://segment.com/docs/connections/delivery-overview/, "Failed on ingest"); the others
  /// follow its manner.
  public enum Code: String, Sendable, CaseIterable {
    case noID = "no_user_anon_id"
    case idNotString = "id_not_string"
    case eventNotDefined = "event_not_defined"
    case eventNotString = "event_not_string"
    case propertiesNotObject = "properties_not_object"
    case traitsNotObject = "traits_not_object"
    case nameNotString = "name_not_string"
    case categoryNotString = "category_not_string"
    case contextNotObject = "context_not_object"
    case integrationsNotObject = "integrations_not_object"
    case groupIDNotDefined = "group_id_not_defined"
    case groupIDNotString = "group_id_not_string"
    case previousIDNotDefined = "previous_id_not_defined"
    case previousIDNotString = "previous_id_not_string"
    case consentWithoutAnonymousID = "consent_needs_anonymous_id_set"
    // Spelt so in Segment's table.
    case consentWithoutPreferences = "consent_categoryprefences_should_exist"
    case preferencesNotObject = "consent_categorypreferences_should_be_object"
    case preferencesNotBooleans = "consent_categorypreferences_fields_should_be_bool"
    case advertisingIDNotString = "device_advertisingid_should_be_string"
    case messageIDNotString = "message_id_not_string"
    case messageIDTooLong = "message_id_too_long"
    case badTimestamp = "timestamp_invalid"
    case unknownOperation = "unknown_operation"
    case callTooLarge = "call_too_large"
    case missingField = "missing_field"
    case functionNotApplicable = "function_not_applicable"
  }

  /// What kind of problem.
  public let code: Code
  /// The parameter, or for `missingField` the lookup, that has it.
  public let field: String
  /// What is wrong, as a sentence without a full stop.
  public let message: String
}

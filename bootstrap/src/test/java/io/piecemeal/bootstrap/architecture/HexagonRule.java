package io.piecemeal.bootstrap.architecture;

import com.tngtech.archunit.lang.ArchRule;

/** The rules that keep the hexagon one, in the order of the architecture's list. */
enum HexagonRule {
  DOMAIN_IS_PURE,
  APPLICATION_SEES_THE_DOMAIN,
  DRIVING_ADAPTERS_SEE_PORTS_IN,
  DRIVEN_ADAPTERS_SEE_PORTS_OUT,
  ADAPTERS_ARE_STRANGERS,
  ONLY_BOOTSTRAP_SEES_ADAPTERS,
  VENDORS_STAY_IN_THEIR_MODULE,
  PORTS_SPEAK_THE_DOMAIN,
  PACKAGES_HAVE_NO_CYCLES,
  DRIVEN_PORTS_ARE_PROVEN,
  CORE_IS_TOLD_ABOUT_THE_WORLD,
  /** Not on the list; makes sure that the rules on it see everything. */
  EVERY_CLASS_HAS_A_PLACE;

  /** The rule, to be checked against {@code code.production()}. */
  ArchRule in(Code code) {
    Layout layout = code.layout();
    return switch (this) {
      case DOMAIN_IS_PURE -> CoreRules.domainIsPure(layout);
      case APPLICATION_SEES_THE_DOMAIN -> CoreRules.applicationSeesTheDomain(layout);
      case DRIVING_ADAPTERS_SEE_PORTS_IN -> AdapterRules.drivingAdaptersSeePortsIn(layout);
      case DRIVEN_ADAPTERS_SEE_PORTS_OUT -> AdapterRules.drivenAdaptersSeePortsOut(layout);
      case ADAPTERS_ARE_STRANGERS -> AdapterRules.adaptersAreStrangers(layout);
      case ONLY_BOOTSTRAP_SEES_ADAPTERS -> AdapterRules.onlyBootstrapSeesAdapters(layout);
      case VENDORS_STAY_IN_THEIR_MODULE -> VendorRule.vendorsStayInTheirModule(layout);
      case PORTS_SPEAK_THE_DOMAIN -> PortSignatureRule.portsSpeakTheDomain(layout);
      case PACKAGES_HAVE_NO_CYCLES -> CycleRule.packagesHaveNoCycles(layout);
      case DRIVEN_PORTS_ARE_PROVEN -> ContractRule.drivenPortsAreProven(code);
      case CORE_IS_TOLD_ABOUT_THE_WORLD -> OutsideWorldRule.coreIsToldAboutTheWorld(layout);
      case EVERY_CLASS_HAS_A_PLACE -> AdapterRules.everyClassHasAPlace(layout);
    };
  }
}

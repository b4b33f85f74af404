// How this module uses Boost.Math: nothing is thrown and errno is left alone; what cannot be computed comes back as NaN
// or infinity, and the callers refuse it. Doubles are not promoted, so that every machine gives the same digits.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace jidoka::sampling {

using Quiet = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::denorm_error<boost::math::policies::ignore_error>,
    boost::math::policies::rounding_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::indeterminate_result_error<boost::math::policies::ignore_error>,
    boost::math::policies::promote_double<false>>;

}  // namespace jidoka::sampling
